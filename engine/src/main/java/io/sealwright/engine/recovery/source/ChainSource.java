package io.sealwright.engine.recovery.source;

import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/**
 * The pre-commit in chain state: at the head for a sector still to be proven, else in the state
 * just before it was proven, which a node that forgets old state no longer has.
 */
record ChainSource(ChainView node) {
  Origin origin() {
    return new Origin(SourceKind.CHAIN_STATE, node.name());
  }

  Answer ask(SectorNumber number, OnChain chain) throws InterruptedException {
    try {
      return switch (chain) {
        case OnChain.NotAsked(String words, boolean unreachable) ->
            new Answer.Failed(new Excuse.Told(words), unreachable);
        case OnChain.Unknown(boolean used) ->
            new Answer.Absent(used ? new Excuse.NoLongerThere() : new Excuse.NeverUsed());
        case OnChain.PreCommitted(PreCommit promise) -> facts(node, promise.sector());
        case OnChain.Live live when live.proof().family() == SealFamily.NON_INTERACTIVE ->
            new Answer.Absent(new Excuse.NoPreCommitNeeded());
        case OnChain.Live live -> before(number, live.activation());
      };
    } catch (RpcException e) {
      return failed(e);
    }
  }

  private Answer before(SectorNumber number, Epoch activation) throws InterruptedException {
    try {
      Tipset proven = node.tipsetAt(activation);
      Optional<PreCommit> promise = node.preCommit(number, proven.key());
      return promise.isPresent()
          ? facts(node, promise.get().sector())
          : new Answer.Absent(new Excuse.NoPreCommitBefore(activation));
    } catch (RpcException e) {
      return new Answer.Failed(new Excuse.StateNotAsked(activation, words(e)), isSilence(e));
    }
  }

  /** What a pre-commit says of a sector; the ticket is drawn again from its epoch. */
  static Answer facts(ChainView node, SectorPreCommit promise)
      throws RpcException, InterruptedException {
    Optional<SealProof> proof = SealProof.ofId(promise.sealProof());
    return proof.isEmpty()
        ? Answer.Failed.because(new Excuse.UnknownProof(promise.sealProof()))
        : new Answer.Served(
            new SectorFacts(
                proof.get(),
                node.ticket(promise.randomness()),
                Optional.of(promise.sealed()),
                Contents.of(promise, proof.get().size())));
  }

  static Answer.Failed failed(RpcException failure) {
    return new Answer.Failed(new Excuse.Told(words(failure)), isSilence(failure));
  }

  static String words(RpcException failure) {
    return String.valueOf(failure.getMessage());
  }

  /** Whether nobody answered, or the token was refused. */
  static boolean isSilence(RpcException failure) {
    return switch (failure) {
      case Unreachable _ -> true;
      case Refused refused -> refused.isOfToken();
      case RpcException.Misunderstood _ -> false;
    };
  }
}
