package io.sealwright.proofs.graph;

import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the reference computed for one graph ({@code graph-*.json}, the parents alone) or one sector
 * ({@code sector-*.json}, the digests of two label layers as well).
 *
 * @param zero replica id and digests of layers 1 and 2 of a sector of zeros; empty for a graph
 * @param piece the same of a sector full of data
 */
public record GraphVectors(
    String name,
    StackedGraph graph,
    Map<Long, int[]> parents,
    List<Bytes32> zero,
    List<Bytes32> piece) {
  private static final Pattern PARENTS = Pattern.compile("\"(\\d+)\":\\[([\\d,]+)]");
  private static final Pattern HEX = Pattern.compile("\"([0-9a-f]{64})\"");

  public static Stream<GraphVectors> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().map(GraphVectors::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(GraphVectors.class.getResource("/vectors/proofs/graph/").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The sectors small enough to label in a test. */
  public static Stream<GraphVectors> sectors() {
    return all().filter(v -> !v.zero.isEmpty() && v.graph.nodes() <= 1 << 18);
  }

  private static GraphVectors read(Path file) {
    try {
      String json = Files.readString(file);
      return new GraphVectors(
          file.getFileName().toString(),
          new StackedGraph(nodes(json), porepId(json), api(json)),
          parents(json),
          sector(json, "zero_sector"),
          sector(json, "piece_sector"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long nodes(String json) {
    String size = field(json, "size");
    int digits = (int) size.chars().takeWhile(Character::isDigit).count();
    long unit =
        switch (size.substring(digits)) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case "GiB" -> 1L << 30;
          default -> throw new AssertionError(size);
        };
    return Long.parseLong(size.substring(0, digits)) * unit / Bytes32.LENGTH;
  }

  private static Bytes32 porepId(String json) {
    return Bytes32.fromHex(field(json, "porep_id"));
  }

  private static ApiVersion api(String json) {
    return ApiVersion.valueOf("V" + field(json, "api_version").replace('.', '_'));
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\": *\"([^\"]*)\"").matcher(json);
    if (!matcher.find()) {
      throw new AssertionError("no field " + name);
    }
    return matcher.group(1);
  }

  private static Map<Long, int[]> parents(String json) {
    Map<Long, int[]> parents = new TreeMap<>();
    for (MatchResult found : PARENTS.matcher(json).results().toList()) {
      parents.put(
          Long.parseLong(found.group(1)),
          Stream.of(found.group(2).split(",", -1)).mapToInt(Integer::parseInt).toArray());
    }
    return parents;
  }

  private static List<Bytes32> sector(String json, String name) {
    int start = json.indexOf("\"" + name + "\"");
    return start < 0
        ? List.of()
        : HEX.matcher(json)
            .region(start, json.length())
            .results()
            .limit(3)
            .map(found -> Bytes32.fromHex(found.group(1)))
            .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
