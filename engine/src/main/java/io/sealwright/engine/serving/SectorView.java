package io.sealwright.engine.serving;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent.StepFailed;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.cluster.PieceOf;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.cluster.SectorStatus.Drawn;
import io.sealwright.lotus.json.MinerJson.Expiration;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A sector as Lotus shows it.
 *
 * @param chain none if it was not asked for, or the chain does not have the sector
 */
record SectorView(StoredSector stored, SectorLog log, Optional<OnChain> chain) {
  private static final Epoch NO_EPOCH = new Epoch(0);
  private static final Drawn NOT_DRAWN = new Drawn(ByteString.EMPTY, NO_EPOCH);

  /** A sector as the chain has it. */
  record OnChain(Sector sector, Optional<Expiration> expiration) {
    Epoch onTime() {
      return expiration.map(Expiration::onTime).orElse(NO_EPOCH);
    }

    Epoch early() {
      return expiration.map(Expiration::early).orElse(NO_EPOCH);
    }
  }

  SectorStatus status() {
    Evidence known = stored.state().known();
    List<Piece> pieces = known.find(Evidence.Filled.class).map(f -> f.pieces()).orElse(List.of());
    Optional<Sector> sector = chain.map(OnChain::sector);
    return new SectorStatus(
        stored.id().number(),
        stored.state().name(),
        commD(known),
        known.replica(),
        known.find(Evidence.Proven.class).map(p -> p.proof().bytes()).orElse(ByteString.EMPTY),
        Collections.nCopies(pieces.size(), 0L),
        pieces.stream().map(SectorView::piece).toList(),
        known
            .find(Evidence.Ticketed.class)
            .map(SectorView::ticket)
            .or(() -> seal(known).map(seal -> drawn(seal.ticket(), seal.epoch())))
            .orElse(NOT_DRAWN),
        known.find(Evidence.Seeded.class).map(SectorView::seed).orElse(NOT_DRAWN),
        preCommitMessage(),
        commitMessage(),
        invalidProofs(),
        false,
        Optional.empty(),
        "",
        new SectorHistory(stored, log).entries(),
        known.pledged().proof().number(),
        sector.map(Sector::activation).orElse(NO_EPOCH),
        sector.map(Sector::expiration).orElse(NO_EPOCH),
        sector.map(Sector::dealWeight).orElse(BigInteger.ZERO),
        sector.map(Sector::verifiedDealWeight).orElse(BigInteger.ZERO),
        sector.map(Sector::initialPledge).orElse(TokenAmount.ZERO),
        chain.map(OnChain::onTime).orElse(NO_EPOCH),
        chain.map(OnChain::early).orElse(NO_EPOCH));
  }

  static PieceOf pieceOf(Piece piece) {
    return new PieceOf(piece.size().bytes(), Optional.of(piece.commP()));
  }

  private static SectorStatus.Piece piece(Piece piece) {
    return new SectorStatus.Piece(pieceOf(piece), JsonNodeFactory.instance.nullNode());
  }

  private static Optional<Evidence.Seal> seal(Evidence known) {
    return known.find(Evidence.Adopted.class).flatMap(Evidence.Adopted::seal);
  }

  private static Optional<CommD> commD(Evidence known) {
    return known
        .find(Evidence.Labelled.class)
        .map(Evidence.Labelled::commD)
        .or(() ->
            seal(known)
                .map(seal ->
                    seal.data().orElseGet(() -> Pieces.zeroCommD(known.pledged().proof().size()))));
  }

  private static Drawn ticket(Evidence.Ticketed known) {
    return drawn(known.ticket(), known.epoch());
  }

  private static Drawn drawn(Ticket ticket, Epoch epoch) {
    return new Drawn(ByteString.of(ticket.value().toBytes()), epoch);
  }

  private static Drawn seed(Evidence.Seeded known) {
    return new Drawn(ByteString.of(known.seed().value().toBytes()), known.seed().epoch());
  }

  private Optional<Cid> preCommitMessage() {
    return stored
        .state()
        .known()
        .find(Evidence.PreCommitted.class)
        .flatMap(Evidence.PreCommitted::message)
        .or(() -> waitingFor(SectorState.PreCommitBatchWait.class))
        .map(Sent::message);
  }

  private Optional<Cid> commitMessage() {
    return waitingFor(SectorState.Reproving.class)
        .or(() -> waitingFor(SectorState.CommitAggregateWait.class))
        .or(() ->
            stored
                .state()
                .known()
                .find(Evidence.Activated.class)
                .flatMap(Evidence.Activated::message))
        .map(Sent::message);
  }

  /** The message under way, if that is what the sector waits for, or waited when it failed. */
  private Optional<Sent> waitingFor(Class<? extends SectorState> wait) {
    SectorState state = stored.state();
    SectorState at = state instanceof SectorState.Failed failed ? failed.at() : state;
    return wait.isInstance(at) ? at.message() : Optional.empty();
  }

  private long invalidProofs() {
    return log.entries().stream()
        .filter(entry -> entry.event() instanceof StepFailed failed && isInvalidProof(failed))
        .count();
  }

  private static boolean isInvalidProof(StepFailed failed) {
    return failed.trouble().kind() == Trouble.Kind.PROOF_INVALID;
  }
}
