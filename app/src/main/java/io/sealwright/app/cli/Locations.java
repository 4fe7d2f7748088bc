package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Checks of paths in a request, made before anything is written. */
public final class Locations {
  private Locations() {}

  public static void requireFile(Path file) throws CommandFailure {
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.invalid(
          Files.exists(file) ? file + " is not a file" : "file " + file + " is not there",
          "check the path");
    }
  }

  public static void requireFolder(Path folder) throws CommandFailure {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.invalid(
          Files.exists(folder) ? folder + " is not a folder" : "folder " + folder + " is not there",
          "check the path");
    }
  }

  /** A folder to write to may be missing, the one it lies in may not: a disk may not be mounted. */
  static void requireTarget(Path folder) throws CommandFailure {
    if (!Files.isDirectory(folder)) {
      if (Files.exists(folder)) {
        throw CommandFailure.invalid(folder + " is not a folder", "give another path");
      }
      requireParent(folder);
    }
  }

  /** A result is never written over a file that is there; a device or a pipe is none. */
  public static void requireNew(Path file) throws CommandFailure {
    if (Files.isRegularFile(file)) {
      throw occupied(file);
    }
  }

  /** The same for a result that takes its place by a rename, which would replace a device, too. */
  static void requireFree(Path file) throws CommandFailure {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw occupied(file);
    }
  }

  private static CommandFailure occupied(Path file) {
    return CommandFailure.refused(file + " is there already", "give another name, or move it away");
  }

  /** The folder in which a file or folder is to be made. */
  public static Path requireParent(Path target) throws CommandFailure {
    Path parent = target.toAbsolutePath().normalize().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw CommandFailure.invalid(
          "folder " + parent + " is not there", "make it, or mount its disk");
    }
    return parent;
  }
}
