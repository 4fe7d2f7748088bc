package io.sealwright.engine.recovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The layer digests of an attempt that gave a wrong CommR, kept for the next to compare. */
record AttemptRecord(Bytes32 replicaId, List<Bytes32> digests) {
  private static final long MOST_BYTES = 1 << 14;

  static AttemptRecord of(Labels labels) {
    return new AttemptRecord(labels.replicaId(), labels.digests());
  }

  /** The digests kept for this replica; none for another's, or when there is no whole record. */
  static List<Bytes32> digestsOf(Bytes32 replicaId, Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      return List.of();
    }
    try {
      List<Bytes32> lines =
          Files.readAllLines(file, ISO_8859_1).stream().map(Bytes32::fromHex).toList();
      return !lines.isEmpty() && lines.getFirst().equals(replicaId)
          ? lines.subList(1, lines.size())
          : List.of();
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }

  void write(Path file) throws IOException {
    String text =
        Stream.concat(Stream.of(replicaId), digests.stream())
            .map(value -> value.hex() + "\n")
            .collect(Collectors.joining());
    Durable.write(file, text.getBytes(ISO_8859_1));
  }
}
