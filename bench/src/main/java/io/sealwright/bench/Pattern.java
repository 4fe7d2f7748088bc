package io.sealwright.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data that the reference program stages: byte i is 7·i + 3. */
final class Pattern {
  private static final int PERIOD = 256;

  private Pattern() {}

  static void write(Path file, long bytes) throws IOException {
    byte[] pattern = new byte[PERIOD << 8];
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] = (byte) (7 * i + 3);
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long at = 0; at < bytes; at += pattern.length) {
        out.write(pattern, 0, (int) Math.min(pattern.length, bytes - at));
      }
    }
  }
}
