package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.BatchReturn;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Proofs that promised sectors are sealed. Each sector of a message may fail by itself. */
final class Onboarding {
  private static final long SEAL_RANDOMNESS = 5;
  private static final long INTERACTIVE_CHALLENGE = 6;

  private final ProofChecker proofs;

  Onboarding(ProofChecker proofs) {
    this.proofs = proofs;
  }

  /** A sector of the message with what was promised of it. */
  private record Candidate(
      ProveCommitSectors.Activation activation, PreCommit preCommit, ByteString proof) {
    SectorPreCommit promised() {
      return preCommit.sector();
    }
  }

  ByteString prove(MinerCall call) throws Abort, IOException {
    ProveCommitSectors params = call.params(MethodCbor.PROVE_COMMIT_SECTORS);
    call.requireController();
    List<Candidate> all = candidates(call, params);
    BatchReturn valid = validate(call, all, params.requireActivation());
    List<Candidate> inTime = valid.succeeded(all);
    BatchReturn proven = verify(call, inTime, params.requireActivation());
    List<Candidate> sealed = proven.succeeded(inTime);
    VerifiedData.Claimed claimed = claimData(call, sealed, params.requireActivation());
    List<Candidate> active = claimed.batch().succeeded(sealed);
    Refusal.ARGUMENT.unless(!active.isEmpty(), "all data activations failed");
    Activation.activate(
        call, call.neighbours().security(), ready(active, claimed.space()));
    Notices.send(
        call.runtime(),
        active.stream()
            .map(c -> new Notices.Activated(c.activation, c.promised().expiration()))
            .toList(),
        params.requireNotification());
    return Neighbours.encode(
        ActorCallsCbor.BATCH_RETURN, valid.then(proven).then(claimed.batch()));
  }

  private static List<Candidate> candidates(MinerCall call, ProveCommitSectors params)
      throws Abort, IOException {
    List<PreCommit> preCommits = new ArrayList<>();
    for (ProveCommitSectors.Activation activation : params.activations()) {
      long number = activation.sector().number();
      preCommits.add(
          call.draft()
              .preCommits()
              .find(number)
              .orElseThrow(() -> Refusal.NOT_FOUND.because("sector %d not found", number)));
    }
    Refusal.ARGUMENT.unless(!preCommits.isEmpty(), "no sectors to prove");
    requireSingleProofs(params);
    long sealProof = preCommits.getFirst().sector().sealProof();
    int most = WithheldProofs.sealBytes(SealProof.ofId(sealProof).orElseThrow());
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < preCommits.size(); i++) {
      ByteString proof = params.proofs().get(i);
      Refusal.ARGUMENT.unless(
          proof.size() <= most, "sector proof size %d exceeds max %d", proof.size(), most);
      candidates.add(new Candidate(params.activations().get(i), preCommits.get(i), proof));
    }
    return candidates;
  }

  private static void requireSingleProofs(ProveCommitSectors params) throws Abort {
    Refusal.ARGUMENT.unless(
        params.proofs().isEmpty() != params.aggregateProof().isEmpty(),
        "exactly one of sector proofs or aggregate proof must be non-empty");
    Refusal.ARGUMENT.unless(
        params.aggregateProof().isEmpty(), "aggregate proofs are not verified on this chain");
    Refusal.ARGUMENT.unless(
        params.aggregateProofType().isEmpty(),
        "aggregate proof type must be null with batched proofs");
    Refusal.ARGUMENT.unless(
        params.activations().size() == params.proofs().size(),
        "mismatched lengths: %d sector activations, %d proofs",
        params.activations().size(),
        params.proofs().size());
  }

  private static BatchReturn validate(
      MinerCall call, List<Candidate> candidates, boolean required) throws Abort {
    long sealProof = candidates.getFirst().promised().sealProof();
    List<ExitCode> codes = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Refusal.STATE.unless(
          candidate.promised().sealProof() == sealProof,
          "sectors of seal proofs %d and %d in one message",
          sealProof,
          candidate.promised().sealProof());
      Epoch landed = candidate.preCommit.landed();
      Refusal.FORBIDDEN.unless(
          interactive(call, candidate).isBefore(call.now()), "too early to prove sector");
      Epoch due = landed.plus(call.runtime().rules().proveCommitWindow());
      boolean fine =
          call.now().compareTo(due) <= 0 && candidate.promised().deals().isEmpty();
      Refusal.ARGUMENT.unless(
          fine || !required,
          "invalid pre-commit of sector %s while requiring activation success: due %s, now %s",
          candidate.promised().number(),
          due,
          call.now());
      codes.add(fine ? ExitCode.OK : Refusal.ARGUMENT.code());
    }
    BatchReturn batch = BatchReturn.of(codes);
    Refusal.ARGUMENT.unless(batch.successes() > 0, "no valid precommits specified");
    return batch;
  }

  private BatchReturn verify(MinerCall call, List<Candidate> candidates, boolean required)
      throws Abort, IOException {
    List<ExitCode> codes = new ArrayList<>();
    for (Candidate candidate : candidates) {
      boolean fine = proofs.isSealProven(statement(call, candidate), candidate.proof);
      Refusal.ARGUMENT.unless(
          fine || !required,
          "invalid proof for sector %s while requiring activation success",
          candidate.promised().number());
      codes.add(fine ? ExitCode.OK : Refusal.ARGUMENT.code());
    }
    BatchReturn batch = BatchReturn.of(codes);
    Refusal.ARGUMENT.unless(batch.successes() > 0, "no valid proofs specified");
    return batch;
  }

  private static ProofChecker.SealStatement statement(MinerCall call, Candidate candidate)
      throws Abort, IOException {
    Runtime runtime = call.runtime();
    SectorPreCommit promised = candidate.promised();
    return new ProofChecker.SealStatement(
        runtime.receiver(),
        promised.number(),
        promised.sealProof(),
        promised.sealed(),
        declaredData(call, promised),
        runtime
            .randomness()
            .fromTickets(SEAL_RANDOMNESS, promised.randomness(), call.entropy()),
        runtime
            .randomness()
            .fromBeacon(INTERACTIVE_CHALLENGE, interactive(call, candidate), call.entropy()));
  }

  private static Epoch interactive(MinerCall call, Candidate candidate) {
    return candidate.preCommit.landed().plus(call.runtime().rules().preCommitChallengeDelay());
  }

  private static CommD declaredData(MinerCall call, SectorPreCommit promised) throws Abort {
    return promised.data().isPresent()
        ? promised.data().get()
        : PieceData.commitment(List.of(), call.identity().sectorSize());
  }

  private static VerifiedData.Claimed claimData(
      MinerCall call, List<Candidate> candidates, boolean required) throws Abort, IOException {
    List<VerifiedData.SectorClaims> claims = new ArrayList<>();
    for (Candidate candidate : candidates) {
      CommD declared = declaredData(call, candidate.promised());
      CommD given =
          PieceData.commitment(candidate.activation.pieces(), call.identity().sectorSize());
      Refusal.ARGUMENT.unless(
          given.equals(declared),
          "unsealed CID does not match pieces for sector %s, computed %s declared %s",
          candidate.promised().number(),
          given.cid(),
          declared.cid());
      claims.add(
          VerifiedData.claims(candidate.activation, candidate.promised().expiration()));
    }
    return VerifiedData.claim(call.runtime(), claims, required);
  }

  private static List<Activation.Ready> ready(
      List<Candidate> candidates, List<BigInteger> verified) {
    List<Activation.Ready> ready = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      long plain =
          candidates.get(i).activation.pieces().stream()
              .filter(piece -> piece.allocation().isEmpty())
              .mapToLong(piece -> piece.size().bytes())
              .sum();
      ready.add(
          new Activation.Ready(
              candidates.get(i).preCommit, BigInteger.valueOf(plain), verified.get(i)));
    }
    return ready;
  }
}
