package io.sealwright.engine.recovery.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * Files and names that outlive a power cut: content is forced to the disk before it gets a name.
 */
public final class Durable {
  /** Bytes a copy moves between two reports. */
  private static final long STEP = 16L << 20;

  private Durable() {}

  /**
   * Copies a file and forces it to the disk. {@code done} gets the bytes copied since it was last
   * called.
   */
  public static void copy(Path from, Path to, LongConsumer done)
      throws IOException, InterruptedException {
    try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel target =
            FileChannel.open(
                to,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      long bytes = source.size();
      for (long at = 0; at < bytes; ) {
        long moved = source.transferTo(at, Math.min(STEP, bytes - at), target);
        if (moved <= 0) {
          throw new FileSystemException(
              from.toString(), null, "became shorter while it was copied");
        }
        at += moved;
        done.accept(moved);
      }
      target.force(true);
    } catch (ClosedByInterruptException _) {
      throw new InterruptedException("stopped while copying " + from);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new FileSystemException(to.toString(), null, "cannot be written: " + e.getMessage());
    }
  }

  /** Makes a file of zeros, which takes no room on a file system that knows holes. */
  public static void writeZeros(Path file, long bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), bytes - 1);
      channel.force(true);
    }
  }

  /** Writes a small file at once, in place of any there was, and forces it to the disk. */
  public static void write(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".partial");
    Files.write(beside, content);
    sync(beside);
    move(beside, file);
  }

  /**
   * Writes a small file at once where there is none, and forces it to the disk; of several who do
   * so at the same moment one does it.
   *
   * @param beside of the caller's own, in the same folder; it may be left there
   * @return whether it was written, and not there before
   */
  public static boolean writeNew(Path file, Path beside, byte[] content) throws IOException {
    Files.write(beside, content);
    sync(beside);
    try {
      Files.createLink(file, beside);
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException _) {
      return moveNew(file, beside); // A file system without links.
    }
    syncFolderOf(file);
    return true;
  }

  private static boolean moveNew(Path file, Path beside) throws IOException {
    try {
      Files.move(beside, file);
    } catch (FileAlreadyExistsException _) {
      return false;
    }
    syncFolderOf(file);
    return true;
  }

  /** Forces a file's content to the disk. */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Renames within one file system, and forces the new name to the disk. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncFolderOf(to);
  }

  /** Forces the names in a folder to the disk. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void syncFolderOf(Path file) throws IOException {
    syncFolder(file.resolveSibling("."));
  }
}
