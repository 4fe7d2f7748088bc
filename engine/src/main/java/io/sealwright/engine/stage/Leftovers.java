package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.AttemptName;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.LocalPaths;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.engine.storage.PathLayout;
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

  /** Leave to remove what is left over, which {@link #permit} alone gives. */
  public static final class Leftover {
    private final Found found;

    private Leftover(Found found) {
      this.found = found;
    }
  }

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
   * Leave to remove, where the sector, as it stands now, is proven from another path of this host
   * and all its files are there: what seems left over may else be all there is.
   */
  public static Optional<Leftover> permit(Found leftover, SectorState now, LocalPaths paths) {
    return among(List.of(leftover), Map.of(leftover.sector, now)).stream()
        .filter(found -> isWholeAtHome(found.sector, now, paths))
        .map(Leftover::new)
        .findFirst();
  }

  static boolean isWholeAtHome(SectorId id, SectorState state, LocalPaths paths) {
    Evidence known = state.known();
    return known
        .place()
        .flatMap(paths::find)
        .filter(LocalPath::isMounted)
        .filter(home -> new PathLayout(home.folder()).isWhole(id, known.pledged().proof().size()))
        .isPresent();
  }

  /**
   * Removes them, unless somebody is at it.
   *
   * @return whether they were removed
   */
  public static boolean discard(Leftover permit) throws IOException {
    Found leftover = permit.found;
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
