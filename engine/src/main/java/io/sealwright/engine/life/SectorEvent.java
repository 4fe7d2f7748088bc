package io.sealwright.engine.life;

import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Optional;

/** What happened to a sector, or was decided about it. */
public sealed interface SectorEvent {

  record Packed(List<Piece> pieces, Place at) implements SectorEvent {
    public Packed {
      pieces = List.copyOf(pieces);
    }
  }

  record TicketDrawn(Ticket ticket, Epoch epoch) implements SectorEvent {}

  /** P1 is done. */
  record Labelled(CommD commD, Place at) implements SectorEvent {}

  /** P2 is done. */
  record Replicated(CommR commR) implements SectorEvent {}

  record PreCommitSent(Sent sent) implements SectorEvent {}

  /** Also when a reorganisation made it land at another epoch. */
  record PreCommitLanded(Epoch epoch, TokenAmount deposit) implements SectorEvent {}

  record SeedDrawn(Seed seed) implements SectorEvent {}

  /** C1 is done. Lotus has no event of its own for it. */
  record OpeningsMade() implements SectorEvent {}

  /** C2 is done. */
  record ProofMade(SectorProof proof) implements SectorEvent {}

  record CommitSent(Sent sent) implements SectorEvent {}

  /** The chain has it with its power. */
  record Activated(Epoch epoch, Epoch expires) implements SectorEvent {}

  /** What proving does not read is dropped. Lotus has no event of its own for it. */
  record Trimmed() implements SectorEvent {}

  /** The files lie where they stay, or do so again after a recovery. */
  record Stored(Place at) implements SectorEvent {}

  /** Its files cannot be read. */
  record FaultFound(String words) implements SectorEvent {}

  /**
   * The chain counts it as faulty, or will.
   *
   * @param sent none if the chain found out
   */
  record FaultReported(Optional<Sent> sent) implements SectorEvent {}

  /**
   * The chain will have it proven again.
   *
   * @param sent none if somebody else declared it
   */
  record RecoveryDeclared(Optional<Sent> sent) implements SectorEvent {}

  /** The chain counts on it again. */
  record Recovered() implements SectorEvent {}

  /** The chain has ended it without a message of ours. */
  record Ended(Epoch at, boolean early) implements SectorEvent {}

  /** It is to be ended on the chain. */
  record Terminate() implements SectorEvent {}

  record TerminateSent(Sent sent) implements SectorEvent {}

  record Terminated(Epoch at) implements SectorEvent {}

  /** Its files are to be deleted. */
  record Remove(Reason reason) implements SectorEvent {}

  record Removed() implements SectorEvent {}

  /**
   * Its removal is taken back, for the chain has it still.
   *
   * @param at where its files lie, or are to be made again
   */
  record Reinstated(Place at) implements SectorEvent {}

  /**
   * It is taken up as the chain has it, for its record was lost, or had nothing of it. It is the
   * first of its log, or the first after it was given up.
   */
  record Adopted(Evidence known) implements SectorEvent {}

  record StepFailed(FailedStep step, Trouble trouble) implements SectorEvent {}

  record Retry(RestartPoint point, Reason reason) implements SectorEvent {}

  /** Nothing is to be done until an operator decides. */
  record Stop(Reason reason) implements SectorEvent {}

  /** Lotus's name where it has one, without the word Sector in front. */
  default String name() {
    return switch (this) {
      case Packed _ -> "Packed";
      case TicketDrawn _ -> "Ticket";
      case Labelled _ -> "PreCommit1";
      case Replicated _ -> "PreCommit2";
      case PreCommitSent _ -> "PreCommitBatchSent";
      case PreCommitLanded _ -> "PreCommitLanded";
      case SeedDrawn _ -> "SeedReady";
      case OpeningsMade _ -> "OpeningsMade";
      case ProofMade _ -> "Committed";
      case CommitSent _ -> "CommitAggregateSent";
      case Activated _ -> "Proving";
      case Trimmed _ -> "Trimmed";
      case Stored _ -> "Finalized";
      case FaultFound _ -> "Faulty";
      case FaultReported _ -> "FaultReported";
      case RecoveryDeclared _ -> "RecoveryDeclared";
      case Recovered _ -> "Recovered";
      case Ended _ -> "Ended";
      case Terminate _ -> "Terminate";
      case TerminateSent _ -> "Terminating";
      case Terminated _ -> "Terminated";
      case Remove _ -> "Remove";
      case Removed _ -> "Removed";
      case Reinstated _ -> "Reinstated";
      case Adopted _ -> "Adopted";
      case StepFailed failed -> failed.step().eventName();
      case Retry retry -> retry.point().eventName();
      case Stop _ -> "Stop";
    };
  }
}
