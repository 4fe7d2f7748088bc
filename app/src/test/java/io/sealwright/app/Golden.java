package io.sealwright.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sectors made by the reference implementation: actor 1000, sector 42 with zeros, sector 43 with
 * one full piece of bytes (7 i + 3) mod 256, ticket 32 times 01.
 *
 * @param name which size and proof, as {@code 2k-v1}
 */
record Golden(String name) {
  static final String TICKET = "01".repeat(32);

  /** A recovery metadata file as sealer-recover exports it, copied to a folder. */
  Path metadata(Path folder) throws IOException {
    return Files.write(folder.resolve(name + ".json"), resource(name + ".json"));
  }

  /** The same with every occurrence of a text replaced. */
  Path metadata(Path folder, String text, String replacement) throws IOException {
    Path file = metadata(folder);
    return Files.writeString(file, Files.readString(file).replace(text, replacement));
  }

  /** What is known of a sector. */
  JsonNode expected(int sector) {
    return JsonMapper.shared()
        .readTree(resource(name + ".expected.json"))
        .required(Integer.toString(sector));
  }

  /** Digests of the files a proving miner keeps of a sector, t_aux excepted, by file name. */
  TreeMap<String, String> kept(int sector) {
    TreeMap<String, String> digests = new TreeMap<>();
    expected(sector)
        .required("cache")
        .properties()
        .forEach(file -> digests.put(file.getKey(), digest(file.getValue())));
    digests.keySet().removeIf(file -> !file.equals("p_aux") && !file.contains("tree-r-last"));
    return digests;
  }

  String sealed(int sector) {
    return digest(expected(sector).required("sealed"));
  }

  private static String digest(JsonNode file) {
    return file.required("sha256").stringValue();
  }

  /** Writes the piece of sector 43. */
  static Path piece(Path file, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) (7 * i + 3);
    }
    return Files.write(file, content);
  }

  /** A folder with the pieces of the 2 KiB and the 8 MiB sector. */
  static Path pieces(Path folder) throws IOException {
    Path pieces = Files.createDirectory(folder);
    piece(pieces.resolve("small"), 2032);
    piece(pieces.resolve("large"), 8_323_072);
    return pieces;
  }

  static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below a folder, relative to it; none when it is not there. */
  static List<String> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static byte[] resource(String file) {
    String path = "/vectors/recovery/" + file;
    try (InputStream resource = Golden.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(resource, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
