package io.sealwright.engine.stage;

import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.removal.TrashRule;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.TrashName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was taken from its place and can be brought back for a while. */
public final class Trash {
  private Trash() {}

  /** A file, or folder, in a path's trash. */
  public record Found(Path file, TrashName name) {}

  /** All that is there; names that are none of ours do not count. */
  public static List<Found> list(LocalPath path) throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path file : Attempt.children(new PathLayout(path.folder()).trash())) {
      TrashName.parse(SealFiles.name(file)).ifPresent(name -> found.add(new Found(file, name)));
    }
    return found;
  }

  /** What may go for good by its time. */
  public static List<Found> over(LocalPath path, Instant now) throws IOException {
    return list(path).stream()
        .filter(trash -> TrashRule.isOver(new TrashRule.Fate.Trashed(trash.name.until()), now))
        .toList();
  }

  /** Deletes it; what is cut short is gone on with the next time. */
  public static boolean discard(Found found) throws IOException {
    if (Files.isDirectory(found.file, LinkOption.NOFOLLOW_LINKS)) {
      Scratch.discardFolder(found.file);
    } else {
      Scratch.discard(found.file);
    }
    return true;
  }
}
