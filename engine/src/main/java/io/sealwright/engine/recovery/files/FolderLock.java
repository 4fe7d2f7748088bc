package io.sealwright.engine.recovery.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * A folder held by one process at a time, by a locked file inside it. The system lets go of the
 * lock when the holder dies, however it dies.
 *
 * <p>A holder that has finished removes the folder while it holds it. Whoever opened the file just
 * before gets a lock on a file that has no name any more, so it looks again under the name.
 */
public final class FolderLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The file that is locked in a folder, for whoever removes everything beside it. */
  public static Path in(Path folder) {
    return folder.resolve(FILE);
  }

  /** Makes the folder if need be and takes it; empty when somebody else has it. */
  public static Optional<FolderLock> take(Path folder) throws IOException {
    while (true) {
      Files.createDirectories(folder);
      Path file = in(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        return Optional.empty();
      }
      try {
        if (sameFile(channel, file)) {
          return Optional.of(new FolderLock(channel));
        }
        channel.close();
      } catch (IOException e) {
        channel.close();
        Scratch.discard(file);
        throw e;
      }
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** A mark written through the channel is read back by name only if both are the same file. */
  private static boolean sameFile(FileChannel channel, Path file) throws IOException {
    byte[] mark = Long.toHexString(ProcessHandle.current().pid()).getBytes(US_ASCII);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(mark), 0);
    return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), mark);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
