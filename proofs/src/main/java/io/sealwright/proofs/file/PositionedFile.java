package io.sealwright.proofs.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of which some places are read, by one thread. It is opened when it is first read.
 *
 * <p>It is not mapped: a mapping is read by page faults, and a thread that waits in one for a mount
 * that hangs cannot be ended. A read can: an interrupt of its thread closes the file.
 */
public final class PositionedFile implements AutoCloseable {
  private final Path path;
  private final long bytes;
  private Optional<FileChannel> channel = Optional.empty();

  /**
   * @param bytes the length that the file must have
   */
  public PositionedFile(Path path, long bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /**
   * Reads some bytes.
   *
   * @throws IOException that names the file, if it is missing, has another length or fails
   */
  public MemorySegment read(long offset, long count) throws IOException {
    MemorySegment memory = MemorySegment.ofArray(new byte[Math.toIntExact(count)]);
    read(offset, memory);
    return memory;
  }

  /** Fills memory, as {@link #read(long, long)}. */
  public void read(long offset, MemorySegment memory) throws IOException {
    ByteBuffer buffer = memory.asByteBuffer();
    FileChannel open = open();
    try {
      while (buffer.hasRemaining()) {
        if (open.read(buffer, offset + buffer.position()) < 0) {
          throw new FileSystemException(path.toString(), null, "became shorter while it was read");
        }
      }
    } catch (FileSystemException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private FileChannel open() throws IOException {
    if (channel.isEmpty()) {
      FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
      channel = Optional.of(opened);
      FaultyFile.requireLength(path, opened.size(), bytes);
    }
    return channel.get();
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }

  /**
   * Reads a small file.
   *
   * @param bytes the length that it must have
   * @throws IOException as {@link #read}
   */
  public static byte[] whole(Path path, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes + 1);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      if (buffer.position() != bytes) {
        FaultyFile.requireLength(path, Math.max(channel.size(), buffer.position()), bytes);
      }
    } catch (FileSystemException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    return Arrays.copyOf(buffer.array(), bytes);
  }

  /** The system's words name no file. */
  private static FileSystemException unreadable(Path path, IOException failure) {
    FileSystemException named =
        new FileSystemException(path.toString(), null, "cannot be read: " + failure.getMessage());
    named.initCause(failure);
    return named;
  }
}
