package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.AttemptName;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Work;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Files of sectors that have none by their records. Where a sector is removed, or set back to
 * before its first file, the worker that does so has not all paths on which there may be some.
 */
public final class Remains {
  private Remains() {}

  /** What becomes of a sector's files. */
  public enum Fate {
    STAY,
    GO,
    TO_TRASH
  }

  /** Leave to take a sector's files from a path, which {@link #permit} alone gives. */
  public static final class Ended {
    private final PlacedFiles files;
    private final Fate fate;

    private Ended(PlacedFiles files, Fate fate) {
      this.files = files;
      this.fate = fate;
    }
  }

  /** Lets renames happen, if the sector is still what they were decided for. */
  @FunctionalInterface
  public interface Guard {
    boolean run(Publication renames) throws IOException;
  }

  /**
   * Decides by the records alone. Of a sector for which a promise was ever sent what was made stays
   * until it is proven or removed: a chain that was reorganised may take the promise after all.
   */
  public static Fate fate(SectorState state, SectorLog log) {
    return switch (state) {
      case SectorState.Removed removed -> fate(removed.known());
      case SectorState.Packing _, SectorState.GetTicket _ ->
          log.entries().stream().anyMatch(entry -> isPromise(entry.event())) ? Fate.STAY : Fate.GO;
      default -> Fate.STAY;
    };
  }

  /** Of a removed sector: what the chain had can be brought back, the rest was only work. */
  static Fate fate(Evidence known) {
    return known.find(Evidence.OnChain.class).isPresent() ? Fate.TO_TRASH : Fate.GO;
  }

  private static boolean isPromise(SectorEvent event) {
    return event instanceof SectorEvent.PreCommitSent
        || event instanceof SectorEvent.PreCommitLanded;
  }

  /** Whether the files of sectors in a state may be nobody's, before their log is read. */
  public static boolean isEnded(SectorState state) {
    return state instanceof SectorState.Removed
        || state instanceof SectorState.Packing
        || state instanceof SectorState.GetTicket;
  }

  /** Leave to take files of which the records say that they are not to stay. */
  public static Optional<Ended> permit(PlacedFiles files, SectorState state, SectorLog log) {
    return Optional.of(fate(state, log))
        .filter(fate -> fate != Fate.STAY)
        .map(fate -> new Ended(files, fate));
  }

  /**
   * Takes files from their places, unless somebody is at it.
   *
   * @return whether they were taken
   */
  public static boolean clear(Ended ended, Guard guard, Instant now) throws IOException {
    PlacedFiles files = ended.files;
    AttemptName name = new AttemptName(files.sector(), Work.REMOVE, new FencingToken(1));
    Optional<Attempt> attempt = Attempt.open(files.path(), name, Attempt.Worth.NOTHING);
    if (attempt.isEmpty()) {
      return false;
    }
    try (Attempt held = attempt.get()) {
      boolean done =
          guard.run(
              new Publication(
                  ended.fate == Fate.TO_TRASH ? files.toTrash(now) : files.aside(held)));
      held.discard();
      return done;
    }
  }
}
