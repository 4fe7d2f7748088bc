package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.removal.TrashRule;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.AttemptName;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Publication.Withdraw;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files of sectors that have none by their records. Where a sector is removed, or set back to
 * before its first file, the worker that does so has not all paths on which there may be some.
 */
public final class Remains {
  private static final List<FileType> TYPES =
      List.of(FileType.SEALED, FileType.CACHE, FileType.UNSEALED);

  private Remains() {}

  /** What becomes of a sector's files. */
  public enum Fate {
    STAY,
    GO,
    TO_TRASH
  }

  /** What a sector has in its places on a path. */
  public record Found(LocalPath path, SectorId sector, Map<FileType, Path> files) {}

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
      case SectorState.Removed removed ->
          removed.known().find(Evidence.OnChain.class).isPresent() ? Fate.TO_TRASH : Fate.GO;
      case SectorState.Packing _, SectorState.GetTicket _ ->
          log.entries().stream().anyMatch(entry -> isPromise(entry.event())) ? Fate.STAY : Fate.GO;
      default -> Fate.STAY;
    };
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

  /** What sectors have on a path. */
  public static List<Found> list(LocalPath path) throws IOException {
    Map<SectorId, Map<FileType, Path>> found = new LinkedHashMap<>();
    for (FileType type : TYPES) {
      for (Path file : Attempt.children(new PathLayout(path.folder()).folder(type))) {
        PathLayout.sector(SealFiles.name(file))
            .ifPresent(sector ->
                found.computeIfAbsent(sector, _ -> new LinkedHashMap<>()).put(type, file));
      }
    }
    return found.entrySet().stream()
        .map(sector -> new Found(path, sector.getKey(), sector.getValue()))
        .toList();
  }

  /**
   * Takes files from their places, unless somebody is at it.
   *
   * @return whether they were taken
   */
  public static boolean clear(Found found, Fate fate, Guard guard, Instant now) throws IOException {
    if (fate == Fate.STAY) {
      return false;
    }
    AttemptName name = new AttemptName(found.sector, Work.REMOVE, new FencingToken(1));
    Optional<Attempt> attempt = Attempt.open(found.path, name, Attempt.Worth.NOTHING);
    if (attempt.isEmpty()) {
      return false;
    }
    try (Attempt held = attempt.get()) {
      PathLayout layout = new PathLayout(found.path.folder());
      Instant until = now.plus(TrashRule.WEEK.keep());
      List<Publication.Step> steps = new ArrayList<>();
      found.files.forEach((type, file) ->
          steps.add(
              new Withdraw(
                  file,
                  fate == Fate.TO_TRASH
                      ? layout.trash(new TrashName(until, type, found.sector))
                      : held.aside(type.wireName()))));
      boolean done = guard.run(new Publication(steps));
      held.discard();
      return done;
    }
  }
}
