package io.sealwright.engine.stage;

import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.removal.TrashRule;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.LocalPaths;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What was taken from its place and can be brought back for a while. */
public final class Trash {
  private Trash() {}

  /** A file, or folder, in a path's trash. */
  public record Found(Path file, TrashName name) {}

  /** Leave to delete it for good, which {@link #permit} alone gives. */
  public static final class Over {
    private final Found found;

    private Over(Found found) {
      this.found = found;
    }
  }

  /** All that is there; names that are none of ours do not count. */
  public static List<Found> list(LocalPath path) throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path file : Attempt.children(new PathLayout(path.folder()).trash())) {
      TrashName.parse(SealFiles.name(file)).ifPresent(name -> found.add(new Found(file, name)));
    }
    return found;
  }

  /**
   * Leave to delete, where its time is over and its sector is removed, or lies whole where it is at
   * home. Of a sector that is not removed after all, what is in the trash may be all there is.
   *
   * @param states how sectors stand now; asked only of one whose time is over
   */
  public static Optional<Over> permit(
      Found found,
      Function<SectorId, Optional<SectorState>> states,
      LocalPaths paths,
      Instant now) {
    SectorId sector = found.name.sector();
    return Optional.of(found)
        .filter(trash -> TrashRule.isOver(new TrashRule.Fate.Trashed(trash.name.until()), now))
        .flatMap(_ -> states.apply(sector))
        .filter(state ->
            state instanceof SectorState.Removed || Leftovers.isWholeAtHome(sector, state, paths))
        .map(_ -> new Over(found));
  }

  /** Deletes it; what is cut short is gone on with the next time. */
  public static boolean discard(Over over) throws IOException {
    Found found = over.found;
    if (Files.isDirectory(found.file, LinkOption.NOFOLLOW_LINKS)) {
      Scratch.discardFolder(found.file);
    } else {
      Scratch.discard(found.file);
    }
    return true;
  }
}
