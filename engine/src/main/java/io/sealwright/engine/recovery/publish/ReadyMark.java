package io.sealwright.engine.recovery.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a complete staging folder says of itself: which replica it holds. Two lines of hex. */
record ReadyMark(Bytes32 replicaId, CommR commR) {
  private static final long MOST_BYTES = 1024;

  void write(Path file) throws IOException {
    String text = replicaId.hex() + "\n" + commR.value().hex() + "\n";
    Durable.write(file, text.getBytes(ISO_8859_1));
  }

  /** Empty when there is no mark, or none that was finished. */
  static Optional<ReadyMark> read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file, ISO_8859_1);
    try {
      return lines.size() == 2
          ? Optional.of(
              new ReadyMark(
                  Bytes32.fromHex(lines.get(0)), new CommR(Bytes32.fromHex(lines.get(1)))))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
