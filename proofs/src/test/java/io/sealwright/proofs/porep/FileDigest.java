package io.sealwright.proofs.porep;

import io.sealwright.proofs.hash.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** Length and SHA-256 of a file. */
public record FileDigest(long bytes, String sha256) {
  public static FileDigest of(JsonNode node) {
    return new FileDigest(node.get("bytes").asLong(), node.get("sha256").asString());
  }

  public static FileDigest of(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return of(content);
  }

  public static FileDigest of(byte[] content) {
    return new FileDigest(content.length, HexFormat.of().formatHex(Sha256.of(content)));
  }
}
