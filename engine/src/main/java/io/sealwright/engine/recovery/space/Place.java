package io.sealwright.engine.recovery.space;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder and what its file system has.
 *
 * @param name what the folder is to the operator, as "temp"
 * @param store tells file systems apart
 * @param free bytes that may still be written
 */
public record Place(String name, Path folder, Object store, long free, boolean writable) {

  /** Measures a folder, or where it is not there yet, the nearest one above it that is. */
  public static Place measure(String name, Path folder) throws IOException {
    Path there = folder.toAbsolutePath().normalize();
    for (Path up = there.getParent(); !Files.exists(there) && up != null; up = up.getParent()) {
      there = up;
    }
    FileStore store = Files.getFileStore(there);
    return new Place(
        name, folder, device(there, store), store.getUsableSpace(), Files.isWritable(there));
  }

  /** The device number where there is one: two folders of one disk may differ in mount options. */
  private static Object device(Path folder, FileStore store) throws IOException {
    return store.supportsFileAttributeView("unix") ? Files.getAttribute(folder, "unix:dev") : store;
  }

  /** Bytes that files of a folder take already; none when it is not there. */
  public static long used(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    long bytes = 0;
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        bytes += Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? used(file) : Files.size(file);
      }
    }
    return bytes;
  }
}
