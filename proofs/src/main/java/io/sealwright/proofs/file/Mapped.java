package io.sealwright.proofs.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files mapped for reading. */
public final class Mapped {
  private Mapped() {}

  /** Maps a file of exactly {@code bytes} bytes; it may exceed any array and the memory. */
  public static MemorySegment readOnly(Path file, long bytes, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      FaultyFile.requireLength(file, channel.size(), bytes);
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
    }
  }

  /** The JVM's fault when a mapped file loses bytes, or its disk fails: not a bug of ours. */
  public static IOException lost(InternalError fault) {
    return new IOException("a file lost bytes, or its disk failed, while it was read", fault);
  }
}
