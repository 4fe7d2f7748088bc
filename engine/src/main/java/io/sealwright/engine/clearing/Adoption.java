package io.sealwright.engine.clearing;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorProof;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.recovery.source.ChainView;
import io.sealwright.engine.recovery.source.PreCommitSearch;
import io.sealwright.engine.removal.ChainStanding;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.List;
import java.util.Optional;

/**
 * What a record says of a sector whose record was lost: what the chain has of it, and where its
 * files lie. The ticket is in the pre-commit, which the chain drops when the sector is proven: of a
 * live one it is in the state before, and in the message, if the node still has either. Without it
 * the sector is proven, but cannot be made again here.
 *
 * @param chain for the randomness of the seal
 */
record Adoption(ChainFacts sectors, MinerChain chain) {
  /** Three days before the proof; whoever asks for an adoption waits for the end of the search. */
  private static final EpochSpan SEARCHED = new EpochSpan(3 * 2880);

  /** Of a sector whose files lie at a place. */
  Evidence of(SectorId id, ChainStanding standing, Place at)
      throws RpcException, InterruptedException {
    return switch (standing) {
      case ChainStanding.Live live -> live(id, live, at);
      case ChainStanding.PreCommitted(PreCommit promise) -> promised(id, promise, at);
      case ChainStanding.Unknown _, ChainStanding.Never _, ChainStanding.Ended _ ->
          throw new IllegalArgumentException("nothing can be known of " + standing);
    };
  }

  /** What was to be sealed for a promise of an empty sector. */
  Evidence.Pledged pledged(SectorId id, PreCommit promise) throws RpcException {
    EpochSpan life =
        promise
            .sector()
            .expiration()
            .since(promise.landed().plus(sectors.rules().proveCommitWindow()));
    return new Evidence.Pledged(id, ChainFacts.proof(promise.sector().sealProof()), life);
  }

  /** All of it is in the promise, as there are only zeros in the sector. */
  private Evidence.PreCommitted promised(SectorId id, PreCommit promise, Place at)
      throws RpcException, InterruptedException {
    Evidence.Pledged pledged = pledged(id, promise);
    SectorSize size = pledged.proof().size();
    PaddedSize whole = new PaddedSize(size.bytes());
    Evidence.Ticketed ticketed =
        new Evidence.Ticketed(
            new Evidence.Filled(pledged, List.of(new Piece(whole, Pieces.zero(whole))), at),
            chain.ticket(promise.sector().randomness()),
            promise.sector().randomness());
    return new Evidence.PreCommitted(
        new Evidence.Replicated(
            new Evidence.Labelled(ticketed, Pieces.zeroCommD(size), at), promise.sector().sealed()),
        Optional.empty(),
        promise.landed(),
        promise.deposit());
  }

  private Evidence.Live live(SectorId id, ChainStanding.Live live, Place at)
      throws RpcException, InterruptedException {
    Sector sector = live.sector();
    Evidence.Pledged pledged =
        new Evidence.Pledged(
            id,
            ChainFacts.proof(sector.sealProof()),
            sector.expiration().since(sector.activation()));
    return new Evidence.Live(
        new Evidence.Activated(
            new Evidence.Adopted(
                pledged, sector.sealed(), seal(pledged, sector), isProofWithheld(sector)),
            Optional.empty(),
            sector.activation(),
            sector.expiration()),
        at);
  }

  private Optional<Evidence.Seal> seal(Evidence.Pledged pledged, Sector sector)
      throws RpcException, InterruptedException {
    FullNode node = sectors.node();
    ChainView view = ChainView.open(node.client(), "the node", node.letter(), sectors.miner());
    Optional<SectorPreCommit> kept = told(() -> promise(view, sector));
    Optional<SectorPreCommit> promise =
        kept.isPresent()
            ? kept
            : told(() -> PreCommitSearch.promise(view, sector.number(), SEARCHED));
    return promise.filter(Adoption::isToldOf).isEmpty()
        ? Optional.empty()
        : told(() -> Optional.of(seal(pledged, promise.get())));
  }

  private Evidence.Seal seal(Evidence.Pledged pledged, SectorPreCommit promise)
      throws RpcException, InterruptedException {
    return new Evidence.Seal(
        chain.ticket(promise.randomness()),
        promise.randomness(),
        data(promise, pledged.proof().size()));
  }

  /** A question about the past, which a node may have forgotten: that alone is no answer to it. */
  @FunctionalInterface
  private interface Past<T> {
    Optional<T> ask() throws RpcException, InterruptedException;
  }

  private static <T> Optional<T> told(Past<T> question) throws RpcException, InterruptedException {
    try {
      return question.ask();
    } catch (Refused e) {
      if (e.isOutOfReach()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The promise that the sector was made by, in the state before it was proven. */
  private Optional<SectorPreCommit> promise(ChainView view, Sector sector)
      throws RpcException, InterruptedException {
    return view.preCommit(sector.number(), proven(sector).key())
        .map(PreCommit::sector)
        .filter(promise -> promise.sealed().equals(sector.sealed()));
  }

  /** The tipset with the message that proved a sector. */
  private Tipset proven(Sector sector) throws RpcException, InterruptedException {
    FullNode node = sectors.node();
    return node.ask(
        node.api().chain().getTipSetByHeight().ask(sector.activation(), node.head().key()));
  }

  /** Whether the message that proved it carries none but a dev chain's words for a proof. */
  private boolean isProofWithheld(Sector sector) throws RpcException, InterruptedException {
    FullNode node = sectors.node();
    return told(() ->
            SentMessages.proof(
                new SectorId(sectors.miner(), sector.number()),
                node.ask(node.api().chain().getMessagesInTipset().ask(proven(sector).key()))))
        .filter(proof -> SectorProof.of(proof) instanceof SectorProof.Withheld)
        .isPresent();
  }

  /** The numbers of deals, which old pre-commits have, do not tell what they commit to. */
  private static boolean isToldOf(SectorPreCommit promise) {
    return promise.data().isPresent() || promise.deals().isEmpty();
  }

  private static Optional<CommD> data(SectorPreCommit promise, SectorSize size) {
    return promise.data().filter(commD -> !commD.equals(Pieces.zeroCommD(size)));
  }
}
