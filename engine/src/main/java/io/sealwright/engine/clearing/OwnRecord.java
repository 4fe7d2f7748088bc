package io.sealwright.engine.clearing;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.next.Facts;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.removal.LocalRecord;
import io.sealwright.engine.removal.Remedy;
import io.sealwright.engine.removal.Stage;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/** Our own record of a sector, as the planner takes records. */
final class OwnRecord {
  private OwnRecord() {}

  static LocalRecord of(StoredSector sector, Optional<Remedy> remedy) {
    SectorState state = sector.state();
    return new LocalRecord.Kept(state.name(), stage(state), state.known().replica(), remedy);
  }

  /** Whether the table of failures decides about it, or did. */
  static boolean hasRemedy(SectorState state) {
    return state instanceof SectorState.Failed || state instanceof SectorState.FailedUnrecoverable;
  }

  /** What the table of failures decides about it, or would if it had not been given up. */
  static Optional<Remedy> remedy(SectorState state, Facts facts) {
    return switch (state) {
      case SectorState.Failed failed -> Optional.of(remedy(Outlook.of(failed, facts)));
      case SectorState.FailedUnrecoverable stopped ->
          Optional.of(
              Outlook.afterStop(stopped, facts)
                  .<Remedy>map(point -> new Remedy.GoOn(Outlook.word(point)))
                  .orElseGet(Remedy.Stop::new));
      default -> Optional.empty();
    };
  }

  private static Remedy remedy(Outlook outlook) {
    return switch (outlook.step()) {
      case RETRY -> new Remedy.GoOn(outlook.about());
      case REMOVE -> new Remedy.Remove();
      case STOP, REST -> new Remedy.Stop();
      case RECOVER, FOLLOW_CHAIN, WAIT, RUN, SEND, DECLARE, DRAW, NOTE -> new Remedy.Itself();
    };
  }

  /** When the sector ended, if that was seen. */
  static Optional<Epoch> end(StoredSector sector) {
    return switch (sector.state()) {
      case SectorState.Expired s -> Optional.of(s.at());
      case SectorState.FaultedFinal s -> Optional.of(s.at());
      case SectorState.TerminateFinality s -> Optional.of(s.at());
      default -> Optional.empty();
    };
  }

  /** Its files' path, while it is not removed. */
  static Optional<String> home(StoredSector sector) {
    return sector.state() instanceof SectorState.Removed ? Optional.empty() : place(sector);
  }

  /** The path that its files are on, or were before it was removed. */
  static Optional<String> place(StoredSector sector) {
    return sector.state().known().place().map(place -> place.path());
  }

  static Stage stage(SectorState state) {
    return switch (state) {
      case SectorState.Packing _, SectorState.GetTicket _ -> Stage.FILLING;
      case SectorState.PreCommit1 _, SectorState.PreCommit2 _ -> Stage.SEALING;
      case SectorState.SubmitPreCommitBatch _ -> Stage.PROMISING;
      case SectorState.PreCommitBatchWait _ -> Stage.PROMISED;
      case SectorState.WaitSeed _,
          SectorState.Commit1 _,
          SectorState.Commit2 _,
          SectorState.SubmitCommitAggregate _,
          SectorState.CommitAggregateWait _,
          SectorState.Reproving _ ->
          Stage.COMMITTING;
      case SectorState.FinalizeSector _, SectorState.MoveStorage _ -> Stage.FINALIZING;
      case SectorState.Proving _,
          SectorState.Faulty _,
          SectorState.FaultReported _,
          SectorState.Recovering _,
          SectorState.Expired _,
          SectorState.FaultedFinal _ ->
          Stage.LIVE;
      case SectorState.Terminating _,
          SectorState.TerminateWait _,
          SectorState.TerminateFinality _ ->
          Stage.TERMINATING;
      case SectorState.Removing _ -> Stage.REMOVING;
      case SectorState.Removed _ -> Stage.REMOVED;
      case SectorState.Failed failed -> failed(stage(failed.at()));
      case SectorState.FailedUnrecoverable stopped -> failed(stage(stopped.at()));
    };
  }

  private static Stage failed(Stage at) {
    return switch (at) {
      case SEALING -> Stage.SEALING_FAILED;
      case PROMISING, PROMISED -> Stage.PRE_COMMIT_FAILED;
      case COMMITTING -> Stage.COMMIT_FAILED;
      case FINALIZING -> Stage.FINALIZE_FAILED;
      default -> at;
    };
  }

  /** Whether its cache folder is still to serve a proof of replication. */
  static boolean isToBeCommitted(StoredSector sector) {
    return sector.state().known().find(Evidence.Activated.class).isEmpty();
  }
}
