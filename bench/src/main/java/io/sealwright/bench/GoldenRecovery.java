package io.sealwright.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recovers the two 512 MiB sectors that the reference sealed, one of zeros and one with a piece,
 * with the program an operator starts, and compares every published file with the reference's. Too
 * long for the tests, the same thing they do with small sectors. Usage: {@code GoldenRecovery
 * LAUNCHER FOLDER}; ends with 1 when a file differs.
 */
public final class GoldenRecovery {
  private static final String RECORDED = "/vectors/recovery/512m-v1_1";
  private static final long SECTOR_BYTES = 512L << 20;

  private final Path launcher;
  private final Path folder;

  private GoldenRecovery(Path launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder;
  }

  public static void main(String... args) throws IOException, InterruptedException {
    boolean equal = new GoldenRecovery(Path.of(args[0]), Path.of(args[1])).run();
    if (!equal) {
      throw new IllegalStateException("a recovered file differs from the reference's");
    }
  }

  private boolean run() throws IOException, InterruptedException {
    Path metadata = Files.createDirectories(folder).resolve("metadata.json");
    try (InputStream recorded = resource(RECORDED + ".json")) {
      Files.write(metadata, recorded.readAllBytes());
    }
    Path pieces = Files.createDirectories(folder.resolve("pieces"));
    Pattern.write(pieces.resolve("piece"), SECTOR_BYTES / 128 * 127);
    recover(metadata, pieces);
    boolean equal = true;
    try (InputStream recorded = resource(RECORDED + ".expected.json")) {
      for (var sector : JsonMapper.shared().readTree(recorded).properties()) {
        equal &= compare("s-t01000-" + sector.getKey(), sector.getValue());
      }
    }
    return equal;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(GoldenRecovery.class.getResourceAsStream(name), name);
  }

  private void recover(Path metadata, Path pieces) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            launcher.toString(),
            "recover",
            "--sectors-recovery-metadata=" + metadata,
            "--pieces=" + pieces,
            "--sealing-result=" + folder.resolve("result"),
            "--sealing-temp=" + folder.resolve("temp"));
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("recover ended with " + code);
    }
  }

  private boolean compare(String sector, JsonNode expected) throws IOException {
    Path cache = folder.resolve("result/cache").resolve(sector);
    boolean equal = same(folder.resolve("result/sealed").resolve(sector), expected.get("sealed"));
    for (var file : expected.get("cache").properties()) {
      Path kept = cache.resolve(file.getKey());
      if (Files.exists(kept)) {
        equal &= same(kept, file.getValue());
      }
    }
    return equal;
  }

  private static boolean same(Path file, JsonNode expected) throws IOException {
    boolean same = sha256(file).equals(expected.get("sha256").asString());
    System.out.println((same ? "equal    " : "DIFFERS  ") + file);
    return same;
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[1 << 20];
      while (in.read(buffer) > 0) {
        // Reading digests.
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }
}
