package io.sealwright.proofs.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.groth16.Secrets;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.post.PostChallenges;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.proofs.reference.ReferenceProgram.Outcome;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.ParameterSet.Kind;
import io.sealwright.proofs.snark.PostRandomness;
import io.sealwright.proofs.snark.PostVerifier;
import io.sealwright.proofs.snark.SealVerifier;
import io.sealwright.proofs.window.PostOrder;
import io.sealwright.proofs.window.SpacetimeProver;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.bytes.ByteString;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sectors of any miner, number, ticket, seed and data: what the reference proves holds here, and
 * what we prove holds there. Seal proofs, whose keys take a gigabyte, in the slow run only, which
 * says how far it is: each takes a minute or two.
 */
@Tag("reference")
final class CrossVerificationTest {
  private static final SectorSize SIZE = SectorSize.KIB_2;
  private static final HexFormat HEX = HexFormat.of();
  private static final boolean SLOW = Boolean.getBoolean("sealwright.slow");
  private static final ParameterFolder KEYS = new ParameterFolder(ReferenceProgram.KEYS);
  private static final List<SealFamily> FAMILIES =
      List.of(SealFamily.V1_1, SealFamily.SYNTHETIC, SealFamily.V1);

  @TempDir static Path parents;
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private static ReferenceProgram reference;

  @BeforeAll
  static void build() throws Exception {
    reference = ReferenceProgram.build(parents);
    // Both sides prove with the same keys, made here.
    for (Kind kind : SLOW ? Kind.values() : new Kind[] {Kind.WINDOW, Kind.WINNING}) {
      ParameterSet set = new ParameterSet(kind, SIZE);
      if (!Files.exists(KEYS.verifyingKey(set))) {
        tell("making keys of " + set);
        KEYS.generate(set, Secrets.draw(new Random(1)), 2, Progress.silent());
      }
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, SLOW ? FAMILIES.size() : 2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatTheReferenceProvesHoldsHere(long seed) throws Exception {
    SealFamily family = family(seed);
    tell("the reference proves two sectors of %s, seed %d".formatted(family, seed));
    run("random", family, "--seed", Long.toString(seed));
    JsonNode claims = JsonMapper.shared().readTree(Files.readAllBytes(claims()));
    MinerId miner = new MinerId(claims.path("miner").asLong());
    Bytes32 randomness = bytes(claims, "post_randomness");
    List<PostVerifier.Subject> proven = new ArrayList<>();
    List<SealVerifier.Sealed> proofs = new ArrayList<>();
    for (JsonNode claim : claims.path("sectors").values()) {
      SectorId id = new SectorId(miner, new SectorNumber(claim.path("sector").asLong()));
      SealOrder order =
          new SealOrder(new SealProof(family, SIZE), id, new Ticket(bytes(claim, "ticket")));
      Path place = folder.resolve("ours-" + id.number());
      SealedAtRandom again =
          SealedAtRandom.seal(
              order, folder.resolve(claim.path("piece").asString()), place, means());
      assertThat(again.commD().value()).isEqualTo(bytes(claim, "comm_d"));
      assertThat(again.commR().value()).isEqualTo(bytes(claim, "comm_r"));
      proven.add(new PostVerifier.Subject(id.number(), again.commR()));
      if (SLOW) {
        ByteString proof = ByteString.fromHex(claim.path("porep").asString());
        proofs.add(
            new SealVerifier.Sealed(
                order, again.commD(), again.commR(), bytes(claim, "seed"), proof));
      }
    }
    byte[] window = HEX.parseHex(claims.path("window").asString());
    assertThat(holds(PostKind.WINDOW_V1_1, randomness, proven, window)).isTrue();
    assertThat(holds(PostKind.WINDOW_V1_1, randomness, proven.subList(0, 1), window)).isFalse();
    long chosen = PostChallenges.winningSector(miner.proverId(), randomness, proven.size());
    byte[] winning = HEX.parseHex(claims.path("winning").asString());
    for (PostVerifier.Subject sector : proven) {
      assertThat(holds(PostKind.WINNING, randomness, List.of(sector), winning))
          .isEqualTo(sector.equals(proven.get((int) chosen)));
    }
    if (SLOW) {
      SealVerifier verifier =
          new SealVerifier(KEYS.key(new ParameterSet(Kind.POREP, SIZE)), new Random(seed));
      assertThat(verifier.holds(proofs)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWeProveHoldsForTheReference(long seed) throws Exception {
    Random random = new Random(seed);
    SealFamily family = family(seed);
    ObjectNode claims = claimed(random, family);
    Files.writeString(claims(), claims.toString());
    List<String> expected = new ArrayList<>();
    if (SLOW) {
      claims
          .path("sectors")
          .values()
          .forEach(claim -> expected.add("porep " + claim.path("sector").asLong() + " valid"));
    }
    expected.addAll(List.of("window valid", "winning valid"));
    assertThat(run("verify", family).lines()).containsAll(expected);

    ((ObjectNode) claims.path("sectors").path(0)).put("comm_r", HEX.formatHex(new byte[32]));
    Files.writeString(claims(), claims.toString());
    assertThat(reference.run("verify", "--size", "2KiB", "--out", folder.toString()).code())
        .isNotZero();
  }

  private ObjectNode claimed(Random random, SealFamily family) throws Exception {
    ObjectNode claims = JsonMapper.shared().createObjectNode();
    MinerId miner = new MinerId(1000 + random.nextLong(1L << 40));
    long first = random.nextLong(1L << 40);
    Bytes32 randomness = PostRandomness.masked(bytes(random));
    List<SectorPost> window = new ArrayList<>();
    List<SectorPost> winning = new ArrayList<>();
    ArrayNode sectors = claims.put("miner", miner.id()).withArrayProperty("sectors");
    for (int i = 0; i < 2; i++) {
      SectorId id = new SectorId(miner, new SectorNumber(first + i));
      SealOrder order = new SealOrder(new SealProof(family, SIZE), id, new Ticket(bytes(random)));
      byte[] raw = new byte[Math.toIntExact(SIZE.unpaddedBytes())];
      random.nextBytes(raw);
      Path piece = Files.write(folder.resolve("piece-" + i), raw);
      SealedAtRandom sealed =
          SealedAtRandom.seal(order, piece, folder.resolve("sector-" + i), means());
      window.add(sealed.open(PostKind.WINDOW_V1_1, randomness, i));
      winning.add(sealed.open(PostKind.WINNING, randomness, 0));
      ObjectNode claim =
          sectors
              .addObject()
              .put("sector", id.number().number())
              .put("ticket", order.ticket().value().hex())
              .put("comm_d", sealed.commD().value().hex())
              .put("comm_r", sealed.commR().value().hex());
      if (SLOW) {
        tell("we prove sector %s of %s".formatted(id.number(), family));
        Bytes32 challenge = bytes(random);
        try (Arena arena = Arena.ofShared()) {
          ParameterFile keys = KEYS.map(new ParameterSet(Kind.POREP, SIZE), arena);
          claim.put("seed", challenge.hex());
          claim.put("porep", HEX.formatHex(sealed.prove(challenge, keys, random)));
        }
      }
    }
    claims.put("post_randomness", randomness.hex());
    claims.put("window", prove(PostKind.WINDOW_V1_1, randomness, window, random));
    claims.put("winning_sector", first);
    claims.put("winning", prove(PostKind.WINNING, randomness, winning.subList(0, 1), random));
    return claims;
  }

  private static String prove(
      PostKind kind, Bytes32 randomness, List<SectorPost> sectors, Random random) throws Exception {
    PostOrder order = new PostOrder(kind, SIZE, randomness);
    try (Arena arena = Arena.ofShared()) {
      ParameterFile keys = KEYS.map(order.parameterSet(), arena);
      return new SpacetimeProver(keys, 2, () -> Blinding.draw(random), random)
          .prove(order, sectors)
          .orElseThrow()
          .hex();
    }
  }

  private static boolean holds(
      PostKind kind, Bytes32 randomness, List<PostVerifier.Subject> sectors, byte[] proof)
      throws Exception {
    return new PostVerifier(kind, SIZE, KEYS.key(ParameterSet.of(kind, SIZE)), new Random(1))
        .holds(randomness, sectors, proof);
  }

  private Outcome run(String command, SealFamily family, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command, "--size", "2KiB"));
    arguments.addAll(List.of("--proof", NAMES.getOrDefault(family, "v1_1")));
    arguments.addAll(List.of("--out", folder.toString()));
    arguments.addAll(List.of(more));
    if (!SLOW && command.equals("random")) {
      arguments.add("--no-snark");
    }
    Outcome outcome = reference.run(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(String.join("\n", outcome.lines())).isZero();
    return outcome;
  }

  private static void tell(String what) {
    if (SLOW) {
      System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
    }
  }

  private static final Map<SealFamily, String> NAMES =
      Map.of(SealFamily.V1, "v1", SealFamily.V1_1, "v1_1", SealFamily.SYNTHETIC, "synth");

  private static SealFamily family(long seed) {
    return FAMILIES.get((int) (seed % FAMILIES.size()));
  }

  private Path claims() {
    return folder.resolve("claims.json");
  }

  private static Means means() {
    return new Means(2, parents, Progress.silent());
  }

  private static Bytes32 bytes(JsonNode node, String field) {
    return Bytes32.fromHex(node.path(field).asString());
  }

  private static Bytes32 bytes(Random random) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    random.nextBytes(bytes);
    return Bytes32.of(bytes);
  }
}
