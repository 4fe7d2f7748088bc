package io.sealwright.proofs.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file in the making. It stands beside its place under another name until {@link #complete}
 * renames it; closed before that, it is removed. So a file under its own name is always whole.
 *
 * <p>Content goes through {@code write}, never through a mapping: a full disk is then an exception
 * that names the file, not a fault of the process.
 */
public final class PartialFile implements AutoCloseable {
  private final Path target;
  private final Path partial;
  private final FileChannel channel;
  private boolean complete;

  private PartialFile(Path target, Path partial, FileChannel channel) {
    this.target = target;
    this.partial = partial;
    this.channel = channel;
  }

  /** Begins a file that will be {@code target}; {@code target.partial} is written meanwhile. */
  public static PartialFile of(Path target) throws IOException {
    return of(target, target.resolveSibling(target.getFileName() + ".partial"));
  }

  /** The same with a temporary name of the caller's choice, in the same folder. */
  public static PartialFile of(Path target, Path partial) throws IOException {
    FileChannel channel =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    return new PartialFile(target, partial, channel);
  }

  public FileChannel channel() {
    return channel;
  }

  /** Writes all of {@code content} at a byte position. May be called by several threads. */
  public void write(MemorySegment content, long position) throws IOException {
    ByteBuffer bytes = content.asByteBuffer();
    long at = position;
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** A failed write as one that names the file it was for: the system's words name none. */
  public FileSystemException unwritable(IOException failure) {
    return new FileSystemException(
        target.toString(), null, "cannot be written: " + failure.getMessage());
  }

  /** Gives the file its name. Its content is in the page cache, not yet forced to the disk. */
  public void complete() throws IOException {
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    complete = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!complete) {
      Scratch.discard(partial);
    }
  }

  /** Makes a small file at once. */
  public static void write(Path target, byte[] content) throws IOException {
    try (PartialFile file = of(target)) {
      file.write(MemorySegment.ofArray(content), 0);
      file.complete();
    }
  }
}
