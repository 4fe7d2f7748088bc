package io.sealwright.engine.life;

import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/**
 * Where a sector stands, with what is known of it there.
 *
 * <pre>
 *   Packing ─ GetTicket ─ PreCommit1 ─ PreCommit2 ─ SubmitPreCommitBatch ─ PreCommitBatchWait ─┐
 *                ▲  a ticket grew old  │                                                       │
 *                └─────────────────────┘                                                       │
 *   ┌── WaitSeed ◀─────────────────────────────────────────────────────────────────────────────┘
 *   └─ Committing (C1, C2) ─ SubmitCommitAggregate ─ CommitAggregateWait ─┐
 *   ┌─────────────────────────────────────────────────────────────────────┘
 *   └─ FinalizeSector (FIN, GET) ─ Proving ─ Expired, FaultedFinal ──────────────────┐
 *                                   │   ▲                                            │
 *                                   ▼   │                                            ▼
 *                Faulty ─ FaultReported ─ Recovering                Removing ─ Removed
 *        any live state ─ SubmitCommitAggregate, CommitAggregateWait (undone) ─ Proving
 *        any live state ─ Terminating ─ TerminateWait ─ TerminateFinality ─▲
 *
 *   each state that does something ─ Failed (…Failed) ─ back, Removing or FailedUnrecoverable
 * </pre>
 */
public sealed interface SectorState {
  Evidence known();

  /** The pieces are to be written. */
  record Packing(Evidence.Pledged known) implements SectorState {}

  record GetTicket(Evidence.Filled known) implements SectorState {}

  record PreCommit1(Evidence.Ticketed known) implements SectorState {}

  record PreCommit2(Evidence.Labelled known) implements SectorState {}

  /** The pre-commit is to be sent. */
  record SubmitPreCommitBatch(Evidence.Replicated known) implements SectorState {}

  record PreCommitBatchWait(Evidence.Replicated known, Sent sent) implements SectorState {}

  record WaitSeed(Evidence.PreCommitted known) implements SectorState {}

  /** C1 is to be done; Lotus has one state for this and the next. */
  record Commit1(Evidence.Seeded known) implements SectorState {}

  /** C2 is to be done. */
  record Commit2(Evidence.Opened known) implements SectorState {}

  /** The proof is to be sent. */
  record SubmitCommitAggregate(Evidence.Proven known) implements SectorState {}

  record CommitAggregateWait(Evidence.Proven known, Sent sent) implements SectorState {}

  /**
   * A reorganisation undid its proof, which is to be sent again; its promise stands, and its files
   * lie where they stay. Lotus has no state of its own for it.
   *
   * @param sent none until the proof is sent again
   */
  record Reproving(Evidence.Live known, Optional<Sent> sent) implements SectorState {}

  /** What proving does not read is to be dropped; Lotus has one state for this and the next. */
  record FinalizeSector(Evidence.Activated known) implements SectorState {}

  /** The files are to be brought to where they stay. */
  record MoveStorage(Evidence.Activated known) implements SectorState {}

  record Proving(Evidence.Live known) implements SectorState {}

  /** Its files cannot be read, and the chain does not know that yet. */
  record Faulty(Evidence.Live known, String words) implements SectorState {}

  /**
   * The chain counts it as faulty, or will when a message lands.
   *
   * @param sent none if the chain found the fault
   */
  record FaultReported(Evidence.Live known, Optional<Sent> sent) implements SectorState {}

  /**
   * Its recovery is declared: it is to be proven in its next window. Lotus has no name for it.
   *
   * @param sent none if somebody else declared it
   */
  record Recovering(Evidence.Live known, Optional<Sent> sent) implements SectorState {}

  /** It lived as long as was promised. Lotus has no name for it. */
  record Expired(Evidence.OnChain known, Epoch at) implements SectorState {}

  /** The chain ended it early, for faults or by a message of somebody else. */
  record FaultedFinal(Evidence.OnChain known, Epoch at) implements SectorState {}

  /** The message that ends it is to be sent. */
  record Terminating(Evidence.OnChain known) implements SectorState {}

  record TerminateWait(Evidence.OnChain known, Sent sent) implements SectorState {}

  /** It is ended; its files stay while blocks may still be won with it. */
  record TerminateFinality(Evidence.OnChain known, Optional<Sent> sent, Epoch at)
      implements SectorState {}

  /** Its files are to be deleted everywhere. */
  record Removing(Evidence known, Reason reason) implements SectorState {}

  /** Only the record is left. */
  record Removed(Evidence known, Reason reason) implements SectorState {}

  /** A step failed; {@code at} is the state it failed in, which is never itself a failed one. */
  record Failed(SectorState at, Trouble trouble) implements SectorState {
    public Failed {
      if (FailedStep.of(at, trouble.kind()).isEmpty()) {
        throw new IllegalArgumentException(trouble.kind() + " does not fail " + at.name());
      }
    }

    @Override
    public Evidence known() {
      return at.known();
    }

    public FailedStep step() {
      return FailedStep.of(at, trouble.kind()).orElseThrow();
    }
  }

  /** Nothing is done until an operator decides; {@code at} is where it stood. */
  record FailedUnrecoverable(SectorState at, Reason reason) implements SectorState {
    public FailedUnrecoverable {
      if (at instanceof FailedUnrecoverable) {
        throw new IllegalArgumentException("a sector stops once");
      }
    }

    @Override
    public Evidence known() {
      return at.known();
    }
  }

  /** Whether its files are read in windows, or would be if they were well. */
  default boolean isProven() {
    return known().find(Evidence.Live.class).isPresent()
        && !(this instanceof TerminateFinality || this instanceof Removing);
  }

  /** Lotus's name where it has one. */
  default String name() {
    return switch (this) {
      case Packing _ -> "Packing";
      case GetTicket _ -> "GetTicket";
      case PreCommit1 _ -> "PreCommit1";
      case PreCommit2 _ -> "PreCommit2";
      case SubmitPreCommitBatch _ -> "SubmitPreCommitBatch";
      case PreCommitBatchWait _ -> "PreCommitBatchWait";
      case WaitSeed _ -> "WaitSeed";
      case Commit1 _, Commit2 _ -> "Committing";
      case SubmitCommitAggregate _ -> "SubmitCommitAggregate";
      case CommitAggregateWait _ -> "CommitAggregateWait";
      case Reproving again ->
          again.sent.isPresent() ? "CommitAggregateWait" : "SubmitCommitAggregate";
      case FinalizeSector _, MoveStorage _ -> "FinalizeSector";
      case Proving _ -> "Proving";
      case Faulty _ -> "Faulty";
      case FaultReported _ -> "FaultReported";
      case Recovering _ -> "Recovering";
      case Expired _ -> "Expired";
      case FaultedFinal _ -> "FaultedFinal";
      case Terminating _ -> "Terminating";
      case TerminateWait _ -> "TerminateWait";
      case TerminateFinality _ -> "TerminateFinality";
      case Removing _ -> "Removing";
      case Removed _ -> "Removed";
      case Failed failed -> failed.step().stateName();
      case FailedUnrecoverable _ -> "FailedUnrecoverable";
    };
  }

  /**
   * Whether it was given up before it had a replica: where the chain has the sector all the same,
   * its record is as good as none.
   */
  default boolean isBlank() {
    return this instanceof FailedUnrecoverable && known().replica().isEmpty();
  }

  /** What is known of it as far as it has come: without what a reorganisation took back. */
  default Evidence reached() {
    return switch (this) {
      case Reproving again -> again.known.activated().known();
      case Failed failed -> failed.at.reached();
      case FailedUnrecoverable stopped -> stopped.at.reached();
      default -> known();
    };
  }

  /** The message that has taken or is to take the sector out of this state. */
  default Optional<Sent> message() {
    return switch (this) {
      case PreCommitBatchWait wait -> Optional.of(wait.sent);
      case CommitAggregateWait wait -> Optional.of(wait.sent);
      case Reproving again -> again.sent;
      case TerminateWait wait -> Optional.of(wait.sent);
      case TerminateFinality ended -> ended.sent;
      case FaultReported reported -> reported.sent;
      case Recovering recovering -> recovering.sent;
      case Failed failed -> failed.at.message();
      case FailedUnrecoverable stopped -> stopped.at.message();
      case Packing _,
          GetTicket _,
          PreCommit1 _,
          PreCommit2 _,
          SubmitPreCommitBatch _,
          WaitSeed _,
          Commit1 _,
          Commit2 _,
          SubmitCommitAggregate _,
          FinalizeSector _,
          MoveStorage _,
          Proving _,
          Faulty _,
          Expired _,
          FaultedFinal _,
          Terminating _,
          Removing _,
          Removed _ ->
          Optional.empty();
    };
  }
}
