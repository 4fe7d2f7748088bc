package io.sealwright.proofs.snark;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.proofs.vanilla.ChallengePlan;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of one kind of proof for one size of sector, as the reference names them (proofs
 * specification, section 6.6). All families of seal proofs share one set.
 */
public record ParameterSet(Kind kind, SectorSize size) {
  private static final String VERSION = "v28-";
  private static final String RESOURCE = "parameters.tsv";
  private static final Map<ParameterSet, Digests> PUBLISHED = readPublished();

  /** The kinds of proof that have keys. */
  public enum Kind {
    POREP,
    WINDOW,
    WINNING
  }

  /** Digests of published files, as hex. */
  public record Digests(String parameters, String verifyingKey) {}

  /** The keys of a kind of proof of spacetime; both versions of a window's have the same. */
  public static ParameterSet of(PostKind kind, SectorSize size) {
    return new ParameterSet(
        switch (kind) {
          case WINDOW_V1, WINDOW_V1_1 -> Kind.WINDOW;
          case WINNING -> Kind.WINNING;
        },
        size);
  }

  /** All there are, by size and then by kind. */
  public static List<ParameterSet> all() {
    return Stream.of(SectorSize.values())
        .flatMap(size -> Stream.of(Kind.values()).map(kind -> new ParameterSet(kind, size)))
        .toList();
  }

  /** The name of its files, without their endings. */
  public String fileName() {
    String digest =
        HexFormat.of().formatHex(Sha256.of(identifier().getBytes(StandardCharsets.US_ASCII)));
    String prefix =
        switch (kind) {
          case POREP -> "stacked-proof-of-replication-" + tree() + "-sha256_hasher-";
          case WINDOW, WINNING -> "proof-of-spacetime-fallback-" + tree() + "-";
        };
    return VERSION + prefix + digest;
  }

  /** What the reference says of the circuit, for a digest in the name. */
  private String identifier() {
    return switch (kind) {
      case POREP ->
          ("layered_drgporep::PublicParams{ graph: stacked_graph::StackedGraph{expansion_degree: 8"
               + " base_graph: drgraph::BucketGraph{size: %d; degree: 6; hasher: poseidon_hasher}"
               + " }, challenges: LayerChallenges { layers: %d, max_count: %d }, tree: %s }")
              .formatted(
                  size.nodes(),
                  size.layers(),
                  ChallengePlan.of(new SealProof(SealFamily.V1_1, size)).perPartition(),
                  tree());
      case WINDOW, WINNING ->
          "FallbackPoSt::PublicParams{sector_size: %d, challenge_count: %d, sector_count: %d}"
              .formatted(size.bytes(), challengesPerPlace(), places());
    };
  }

  private String tree() {
    TreeShape shape = TreeShape.of(size);
    return "merkletree-poseidon_hasher-8-%d-%d".formatted(shape.sub(), shape.top());
  }

  /** Sectors that the circuit of a proof of spacetime has places for. */
  public int places() {
    return switch (kind) {
      case POREP -> throw new IllegalArgumentException("a seal proof has no places");
      case WINNING -> PostKind.WINNING.challenges();
      case WINDOW ->
          switch (size) {
            case GIB_32 -> 2349;
            case GIB_64 -> 2300;
            case KIB_2, KIB_4, KIB_16, KIB_32, MIB_8, MIB_16, MIB_512, GIB_1 -> 2;
          };
    };
  }

  private int challengesPerPlace() {
    return kind == Kind.WINNING ? 1 : PostKind.WINDOW_V1_1.challenges();
  }

  /** The digests of the files that the network's ceremony made, where there are any. */
  public Optional<Digests> digests() {
    return Optional.ofNullable(PUBLISHED.get(this));
  }

  /** All such digests. */
  static Map<ParameterSet, Digests> published() {
    return PUBLISHED;
  }

  private static Map<ParameterSet, Digests> readPublished() {
    Map<ParameterSet, Digests> published = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(ParameterSet.class.getResourceAsStream(RESOURCE), RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line : lines.lines().filter(text -> !text.startsWith("#")).toList()) {
        List<String> fields = List.of(line.split("\t"));
        published.put(
            new ParameterSet(
                Kind.valueOf(fields.get(1).toUpperCase(Locale.ROOT)),
                SectorSize.parse(fields.get(0))),
            new Digests(fields.get(2), fields.get(3)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(published);
  }

  @Override
  public String toString() {
    return size + " " + kind.name().toLowerCase(Locale.ROOT);
  }
}
