package io.sealwright.engine.stage;

import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.AttemptName;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files of sectors that lie in their places on paths where they are not at home. A worker that dies
 * between writing down that a sector is stored and taking away what it was copied from leaves them,
 * and one that cannot write down what it has published already.
 */
public final class Leftovers {
  private Leftovers() {}

  /** A sector some files of which are on a path. */
  public record Found(LocalPath path, SectorId sector) {}

  /** The sectors that have a replica or a cache folder on a path. */
  public static List<Found> list(LocalPath path) throws IOException {
    return of(PlacedFiles.list(path));
  }

  /** Those that have a replica or a cache folder. */
  public static List<Found> of(List<PlacedFiles> placed) {
    return placed.stream()
        .filter(files ->
            files.types().contains(FileType.SEALED) || files.types().contains(FileType.CACHE))
        .map(files -> new Found(files.path(), files.sector()))
        .toList();
  }

  /**
   * Those of sectors that are proven from elsewhere. Of a sector in any other state nothing is left
   * over: it may be all there is of it, or somebody's work.
   */
  public static List<Found> among(Collection<Found> found, Map<SectorId, SectorState> states) {
    return found.stream()
        .filter(files ->
            Optional.ofNullable(states.get(files.sector))
                .filter(SectorState.Proving.class::isInstance)
                .map(SectorState.Proving.class::cast)
                .filter(state -> !state.known().files().equals(files.path.id()))
                .isPresent())
        .toList();
  }

  /**
   * Removes them, unless somebody is at it.
   *
   * @return whether they were removed
   */
  public static boolean discard(Found leftover) throws IOException {
    AttemptName name = new AttemptName(leftover.sector, Work.GET, new FencingToken(1));
    Optional<Attempt> attempt = Attempt.open(leftover.path, name, Attempt.Worth.NOTHING);
    if (attempt.isEmpty()) {
      return false;
    }
    try (Attempt held = attempt.get()) {
      SectorLayout place = leftover.path.sector(leftover.sector);
      withdraw(place.sealed(), held.aside("sealed"));
      withdraw(place.cache().folder(), held.aside("cache"));
      held.discard();
    }
    return true;
  }

  private static void withdraw(Path file, Path aside) throws IOException {
    if (Files.exists(file)) {
      Files.createDirectories(aside.resolveSibling(""));
      Durable.move(file, aside);
    }
  }
}
