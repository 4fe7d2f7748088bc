package io.sealwright.engine.recovery.space;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What memory the system could give to a process, by its own account. */
public final class Memory {
  private static final Path LINUX = Path.of("/proc/meminfo");
  private static final String FIELD = "MemAvailable:";

  private Memory() {}

  /** Bytes available; unlimited where the system does not say. */
  public static long available() {
    try {
      return Files.isReadable(LINUX)
          ? parse(Files.readString(LINUX)).orElse(Long.MAX_VALUE)
          : Long.MAX_VALUE;
    } catch (IOException _) {
      return Long.MAX_VALUE;
    }
  }

  static Optional<Long> parse(String meminfo) {
    return meminfo
        .lines()
        .filter(line -> line.startsWith(FIELD))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst();
  }
}
