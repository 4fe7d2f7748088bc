package io.sealwright.proofs.graph;

import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The SHA-256 digests of parent caches that the reference publishes (its {@code parent_cache.json},
 * proofs 0 to 9), by cache id.
 */
final class PublishedDigests {
  private static final String RESOURCE = "parent-cache-digests.txt";
  private static final Map<String, Bytes32> DIGESTS = load();

  private PublishedDigests() {}

  static Optional<Bytes32> of(String cacheId) {
    return Optional.ofNullable(DIGESTS.get(cacheId));
  }

  private static Map<String, Bytes32> load() {
    try (InputStream in = PublishedDigests.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(line -> line.split(" ", -1))
          .collect(Collectors.toUnmodifiableMap(f -> f[0], f -> Bytes32.fromHex(f[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
