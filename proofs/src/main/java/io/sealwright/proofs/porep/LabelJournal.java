package io.sealwright.proofs.porep;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.graph.ApiVersion;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sidecar of a cache folder: what its layers are labels of, and the digest of each layer that
 * was finished. A text file of {@code key value} lines, replaced as a whole after every layer.
 *
 * @param digests SHA-256 of layers 1, 2, …, as far as phase 1 came
 */
public record LabelJournal(
    PorepConfig config, Bytes32 replicaId, CommD commD, List<Bytes32> digests) {
  private static final String FORMAT = "sealwright-labels";
  private static final String VERSION = "1";
  private static final String LAYER = "layer-";

  /** A journal is a few hundred bytes; a file beyond this is none. */
  private static final long MAX_BYTES = 1 << 16;

  /** The journal of a cache folder; nothing where there is none or it cannot be understood. */
  public static Optional<LabelJournal> read(CacheFolder cache) throws IOException {
    Path file = cache.journal();
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(Files.readString(file, StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  void write(CacheFolder cache) throws IOException {
    PartialFile.write(cache.journal(), text().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Whether the layers it lists are layers of the same replica. */
  public boolean isOf(PorepConfig otherConfig, Bytes32 otherReplicaId) {
    return config.equals(otherConfig) && replicaId.equals(otherReplicaId);
  }

  LabelJournal withDigests(List<Bytes32> newDigests) {
    return new LabelJournal(config, replicaId, commD, List.copyOf(newDigests));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    line(text, FORMAT, VERSION);
    line(text, "size", config.size().toString());
    line(text, "porep-id", config.porepId().hex());
    line(text, "api", config.api().name());
    line(text, "replica-id", replicaId.hex());
    line(text, "comm-d", commD.value().hex());
    for (int i = 0; i < digests.size(); i++) {
      line(text, LAYER + (i + 1), digests.get(i).hex());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append(' ').append(value).append('\n');
  }

  private static LabelJournal parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        values.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    if (!VERSION.equals(values.get(FORMAT))) {
      throw new IllegalArgumentException("not a journal of this version");
    }
    PorepConfig config =
        new PorepConfig(
            SectorSize.parse(value(values, "size")),
            Bytes32.fromHex(value(values, "porep-id")),
            ApiVersion.valueOf(value(values, "api")));
    List<Bytes32> digests = new ArrayList<>();
    for (String hex = values.get(LAYER + 1); hex != null; ) {
      digests.add(Bytes32.fromHex(hex));
      hex = values.get(LAYER + (digests.size() + 1));
    }
    return new LabelJournal(
        config,
        Bytes32.fromHex(value(values, "replica-id")),
        new CommD(Bytes32.fromHex(value(values, "comm-d"))),
        List.copyOf(digests));
  }

  private static String value(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key);
    }
    return value;
  }
}
