package io.sealwright.devchain.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder held by one process at a time; the system lets go when the holder dies. */
public final class FolderLock implements AutoCloseable {
  private static final String FILE = "repo.lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the folder if need be, and takes it; a folder taken by another is refused. */
  public static FolderLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      // This very process has it.
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new FolderTaken(
          "repo is already locked: another process works in %s; stop it, or take another folder"
              .formatted(folder));
    }
    return new FolderLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
