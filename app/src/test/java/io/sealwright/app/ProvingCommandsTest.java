package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.recovery.files.FolderLock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The commands that prove and verify, on the reference's sectors of 2 KiB, its proofs and its keys.
 * Only its verifying keys are recorded; a parameter file is made here.
 */
final class ProvingCommandsTest {
  private static final Path RECORDED =
      Path.of("..", "proofs", "src", "test", "resources", "vectors", "proofs", "2k-v1_1");
  private static final String SEED = "02".repeat(32);
  private static final String RANDOMNESS = "03".repeat(32);

  /** Of the reference's C1 of sector 43 (proofs specification, section 9.4). */
  private static final String C1_DIGEST =
      "ba121ad27fc81c17d3b9c33b3e6b5c9a8cf5d1317631ea8a0be6eb7feb57ffe8";

  @TempDir static Path shared;

  @TempDir Path folder;

  @BeforeAll
  static void sealAndMakeKeys() throws Exception {
    Path home = Files.createDirectory(shared.resolve("home"));
    Golden.piece(home.resolve("piece"), 2032);
    RealProgram program = RealProgram.forTinySectors(home);
    List<String> line =
        new ArrayList<>(List.of("seal", "--size", "2KiB", "--miner", "f01000", "--sector", "43"));
    line.addAll(List.of("--ticket", Golden.TICKET, "--piece", "piece"));
    line.addAll(List.of("--out", "out", "--temp", "temp"));
    assertThat(program.run(line.toArray(String[]::new)).code()).isZero();
    line.clear();
    line.addAll(List.of("prove", "c1", "--cache", "out/cache/s-t01000-43"));
    line.addAll(List.of("--sealed", "out/sealed/s-t01000-43", "--out", "c1.json"));
    line.addAll(List.of("--size", "2KiB", "--miner", "f01000", "--sector", "43"));
    line.addAll(List.of("--ticket", Golden.TICKET, "--seed", SEED));
    line.addAll(List.of("--comm-d", sector("piece_sector", "comm_d")));
    RealProgram.Ended opened = program.run(line.toArray(String[]::new));
    assertThat(opened.code()).as(opened.err()).isZero();
    RealProgram.Ended made =
        program.run("params", "generate", "--size", "2KiB", "--kind", "window", "--params", "keys");
    assertThat(made.code()).as(made.err()).isZero();
  }

  /** What is changed is a copy. */
  @BeforeEach
  void copy() throws Exception {
    try (Stream<Path> files = Files.walk(shared.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(shared.resolve("home").relativize(file));
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    }
  }

  private static String sector(String kind, String field) throws IOException {
    JsonNode file =
        JsonMapper.shared().readTree(Files.readAllBytes(RECORDED.resolve("vectors.json")));
    return file.required(kind).required(field).stringValue();
  }

  /** Runs a line in which {@code F/} is the test's folder and {@code R/} the recordings'. */
  private Ran run(String line) {
    return Ran.line(
        line.strip().replace("F/", folder + "/").replace("R/", RECORDED + "/").split("\\s+"));
  }

  private void assertFails(int code, String named, String line) {
    Ran ran = run(line);
    assertThat(ran.err().lines().filter(text -> text.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains(named, "; ");
    assertThat(ran.err()).doesNotContain("\tat ");
    assertThat(ran.code()).as(ran.err()).isEqualTo(code);
  }

  @Test
  void c1WritesTheBytesOfTheReference() throws Exception {
    assertThat(Golden.sha256(folder.resolve("c1.json"))).isEqualTo(C1_DIGEST);
  }

  @Test
  void c1TellsAMistypedSectorFromADamagedOne() throws Exception {
    String commD = sector("piece_sector", "comm_d");
    String mistyped = c1(commD).replace("--sector 43", "--sector 44");
    assertFails(1, "so check miner, sector, ticket and proof first", mistyped);
    Files.delete(folder.resolve("out/cache/s-t01000-43/sc-02-data-layer-1.dat"));
    assertFails(1, "layer-1.dat is missing", c1(commD));
  }

  private static String c1(String commD) {
    return "prove c1 --cache F/out/cache/s-t01000-43 --sealed F/out/sealed/s-t01000-43"
        + " --out F/new.json --size 2KiB --miner f01000 --sector 43 --ticket "
        + Golden.TICKET
        + " --seed "
        + SEED
        + " --comm-d "
        + commD;
  }

  @ParameterizedTest
  @CsvSource({
    "cache/s-t01000-43/sc-02-data-layer-1.dat, changed, layer",
    "cache/s-t01000-43/sc-02-data-tree-d.dat, changed, data tree",
    "cache/s-t01000-43/sc-02-data-tree-c.dat, cut, bytes instead of",
    "cache/s-t01000-43/p_aux, gone, p_aux is not there",
    "sealed/s-t01000-43, changed, replica",
  })
  void c1NamesWhatIsWrongWithASectorAndWritesNothing(String file, String how, String named)
      throws Exception {
    Path path = folder.resolve("out").resolve(file);
    byte[] bytes = Files.readAllBytes(path);
    Files.delete(path);
    switch (how) {
      case "gone" -> {}
      case "cut" -> Files.write(path, Arrays.copyOf(bytes, bytes.length - 32));
      default -> {
        for (int i = 0; i < bytes.length; i += 32) {
          bytes[i] ^= 1;
        }
        Files.write(path, bytes);
      }
    }
    assertFails(1, named, c1(sector("piece_sector", "comm_d")));
    assertThat(folder.resolve("new.json")).doesNotExist();
  }

  @Test
  void c1OfOtherDataIsRefused() throws Exception {
    assertFails(1, "nothing is written", c1(sector("zero_sector", "comm_d")));
    assertFails(2, "is not there", c1("00".repeat(32)).replace("F/out/cache", "F/nowhere"));
  }

  private static String c2(String rest) {
    return "prove c2 F/c1.json --miner f01000 --sector 43 --out F/proof " + rest;
  }

  private Path porepFile(String ending) throws IOException {
    try (Stream<Path> files = Files.list(RECORDED)) {
      String key =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.contains("replication") && name.endsWith(".vk"))
              .findFirst()
              .orElseThrow();
      Path keys = Files.createDirectories(folder.resolve("porep"));
      return keys.resolve(key.replace(".vk", ending));
    }
  }

  private Path windowFile(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  @Test
  void c2SaysWhatIsWrongWithItsParameterFileAndWritesNothing() throws Exception {
    assertFails(2, "the keys for 2KiB porep are not there", c2("--params F/keys"));
    Path parameters = porepFile(".params");

    byte[] whole = Files.readAllBytes(windowFile(".params"));
    Files.write(parameters, Arrays.copyOf(whole, whole.length - 1000));
    assertFails(1, "is no parameter file: it ends early", c2("--params F/porep"));
    Files.write(parameters, Arrays.copyOf(whole, 100));
    assertFails(1, "is no parameter file: it ends early", c2("--params F/porep"));
    Files.write(parameters, new byte[1 << 16]);
    assertFails(1, "is no parameter file", c2("--params F/porep"));
    Files.write(parameters, whole);
    assertFails(3, "of memory, 1 MiB may be used", c2("--params F/porep --memory 1MiB"));
    Path key = porepFile(".vk");
    Files.copy(RECORDED.resolve(key.getFileName()), key);
    assertFails(1, "belongs to another verifying key", c2("--params F/porep"));
    assertThat(folder.resolve("proof")).doesNotExist();
  }

  @Test
  void c2RefusesOpeningsThatAreNotOfTheSector() throws Exception {
    assertFails(
        2, "are of another sector", c2("--params F/keys").replace("--sector 43", "--sector 44"));
    String json = Files.readString(folder.resolve("c1.json"));
    Files.writeString(folder.resolve("c1.json"), json.substring(0, json.length() / 2));
    assertFails(2, "c1.json: cut short at byte " + json.length() / 2, c2("--params F/keys"));
    Files.writeString(folder.resolve("c1.json"), "not JSON");
    assertFails(2, "c1.json: not the JSON of C1 from line 1, column ", c2("--params F/keys"));
    Files.delete(folder.resolve("c1.json"));
    assertFails(2, "c1.json is not there", c2("--params F/keys"));
  }

  @Test
  void c2NeedsASeedThatChallenges() throws Exception {
    Path openings = folder.resolve("c1.json");
    String seed = "\"seed\":[" + "2,".repeat(31) + "2]";
    assertThat(Files.readString(openings)).contains(seed);
    Files.writeString(openings, Files.readString(openings).replace(seed, seed.replace('2', '0')));
    assertFails(2, "the seed is zero; check --miner and --sector", c2("--params F/keys"));
  }

  @Test
  void whatWouldHaveToBeAggregatedIsRefusedInWords() throws Exception {
    Path openings = folder.resolve("c1.json");
    Files.writeString(
        openings,
        Files.readString(openings)
            .replace("StackedDrg2KiBV1_1", "StackedDrg2KiBV1_2_Feat_NonInteractivePoRep"));
    assertFails(2, "is an aggregate of its partitions, which is not made", c2("--params F/keys"));
    assertFails(
        2,
        "is an aggregate of its partitions, which is not verified",
        verifyPorep("zero", 42, SEED) + " --proof ni");
  }

  @Test
  void keysThatNeedMoreThanTheHeapAreNotBegun() throws Exception {
    RealProgram.Ended ended =
        RealProgram.forTinySectors(folder)
            .startedBy(List.of("env", "JAVA_TOOL_OPTIONS=-Xmx48m"))
            .run("params", "generate", "--size", "8MiB", "--kind", "winning", "--params", "new");
    assertThat(ended.code()).as(ended.err()).isEqualTo(3);
    assertThat(ended.errors())
        .singleElement()
        .asString()
        .startsWith("error: making keys needs ")
        .contains(" MiB may be used; start Java with a larger heap");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  /** A list that no array can hold, without its bytes on the disk. */
  @Test
  void whatDoesNotFitIntoMemoryIsSaidInALine() throws Exception {
    try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve("list").toFile(), "rw")) {
      sparse.setLength(1L << 32);
    }
    assertFails(
        1,
        "is too small for this; start it with a larger one",
        "verify window R/window-v1_2-1.bin --sectors F/list --size 2KiB --miner f01000 --params R/"
            + " --randomness "
            + RANDOMNESS);
  }

  private static String verifyPorep(String kind, int number, String seed) throws IOException {
    return "verify porep R/porep-%s.bin --size 2KiB --miner f01000 --sector %d --ticket %s"
            .formatted(kind, number, Golden.TICKET)
        + " --params R/ --seed "
        + seed
        + " --comm-d "
        + sector(kind + "_sector", "comm_d")
        + " --comm-r "
        + sector(kind + "_sector", "comm_r");
  }

  @Test
  void aSealProofIsVerifiedWithTheVerifyingKeyAlone() throws Exception {
    assertThat(RECORDED.toFile().list((_, name) -> name.endsWith(".params"))).isEmpty();
    for (String line : List.of(verifyPorep("zero", 42, SEED), verifyPorep("piece", 43, SEED))) {
      Ran ran = run(line + " --output json");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).isEqualTo("{\"status\":\"valid\"}\n");
      assertThat(ran.err()).contains("note: these keys are not the published ones");
    }
    Ran other = run(verifyPorep("zero", 42, RANDOMNESS) + " --output json");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.out()).isEqualTo("{\"status\":\"invalid\"}\n");
    assertThat(run(verifyPorep("zero", 43, SEED)).code()).isEqualTo(1);
  }

  private void writeSectors() throws IOException {
    Files.writeString(
        folder.resolve("both.json"),
        "[{\"sector\":43,\"comm_r\":\"%s\"},{\"sector\":42,\"comm_r\":\"%s\"}]"
            .formatted(sector("piece_sector", "comm_r"), sector("zero_sector", "comm_r")));
    Files.writeString(
        folder.resolve("one.json"),
        "[{\"sector\":43,\"comm_r\":\"%s\"}]".formatted(sector("piece_sector", "comm_r")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, window R/window-v1_2-2.bin --sectors F/both.json",
    "0, window R/window-v1_2-1.bin --sectors F/one.json",
    "0, window R/window-v1-2.bin --v1 --sectors F/both.json",
    "1, window R/window-v1-2.bin --sectors F/both.json",
    "1, window R/window-v1_2-2.bin --sectors F/one.json",
    "0, winning R/winning.bin --sectors F/one.json",
    "1, winning R/winning.bin --sectors F/both.json",
    "1, winning R/vectors.json --sectors F/one.json",
  })
  void proofsOfSpacetimeAreVerified(int code, String line) throws Exception {
    writeSectors();
    Ran ran =
        run(
            "verify "
                + line
                + " --size 2KiB --miner f01000 --params R/ --randomness "
                + RANDOMNESS
                + " --output json");
    assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    assertThat(ran.out())
        .isEqualTo("{\"status\":\"%s\"}\n".formatted(code == 0 ? "valid" : "invalid"));
  }

  @Test
  void aProofThatIsCutShortIsCalledSoAndTheMinerNoPartOfTheStatement() throws Exception {
    writeSectors();
    byte[] whole = Files.readAllBytes(RECORDED.resolve("window-v1_2-2.bin"));
    Files.write(folder.resolve("cut"), Arrays.copyOf(whole, 100));
    String line =
        "verify window F/cut --sectors F/one.json --size 2KiB --miner f0999 --params R/"
            + " --randomness "
            + RANDOMNESS;
    Ran ran = run(line);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("cut is cut short: it has 100 bytes, and this proof has 192")
        .contains("The miner is no part");
    assertThat(run(line.replace("F/cut", "R/window-v1_2-1.bin")).err())
        .contains("The miner is no part")
        .doesNotContain("cut short");
  }

  @Test
  void aVerifyingKeyThatIsCutOrMissingIsNamed() throws Exception {
    writeSectors();
    String line =
        "verify window R/window-v1_2-1.bin --sectors F/one.json --size 2KiB --miner f01000"
            + " --params F/keys --randomness "
            + RANDOMNESS;
    Path key = windowFile(".vk");
    byte[] whole = Files.readAllBytes(key);
    Files.write(key, Arrays.copyOf(whole, whole.length - 10));
    assertFails(1, key.getFileName().toString(), line);
    Files.delete(key);
    assertFails(2, "the keys for 2KiB window are not there", line);
    assertFails(2, "is not there", line.replace("R/window-v1_2-1.bin", "F/nothing"));
    assertFails(2, "such as [{", line.replace("F/one.json", "F/piece"));
  }

  @Test
  void parametersAreListedCheckedAndNeverMadeOver() throws Exception {
    Ran listed = run("params list --params F/keys --output json");
    assertThat(listed.code()).as(listed.err()).isZero();
    JsonNode window =
        listed.json().required("params").values().stream()
            .filter(row ->
                row.required("size").stringValue().equals("2KiB")
                    && row.required("kind").stringValue().equals("window"))
            .findFirst()
            .orElseThrow();
    assertThat(window.required("origin").stringValue()).isEqualTo("generated");
    assertThat(run("params list --params F/keys").out()).contains("2KiB", "generated", "missing");

    assertThat(run("params check --params F/keys").code()).isZero();
    assertFails(
        3,
        "is there already, and is not replaced",
        "params generate --size 2KiB --kind window --params F/keys");
    try (FolderLock _ = FolderLock.take(folder.resolve("keys")).orElseThrow()) {
      assertFails(
          3,
          "another command makes keys in",
          "params generate --size 2KiB --kind winning --params F/keys");
    }
    assertFails(
        3, "network's ceremony", "params generate --size 32GiB --kind window --params F/keys");
    assertFails(2, "--kind", "params generate --size 2KiB --kind other --params F/keys");
    String window2KiB = "params generate --size 2KiB --kind window --params F/keys";
    assertFails(2, "--threads", window2KiB + " --threads 0");
    assertFails(2, "--kernel", window2KiB + " --kernel java"); // Nothing of it is native.

    Path parameters = windowFile(".params");
    byte[] whole = Files.readAllBytes(parameters);
    Files.write(parameters, Arrays.copyOf(whole, whole.length - 1));
    assertFails(1, "it ends early", "params check --params F/keys");
    Files.write(parameters, Arrays.copyOf(whole, whole.length + 1));
    assertFails(1, "is no parameter file", "params check --params F/keys");
    byte[] changed = whole.clone();
    changed[changed.length / 2] ^= 1;
    Files.write(parameters, changed);
    assertFails(1, "was changed since it was generated", "params check --params F/keys");
    requireBad(parameters);
    Files.write(parameters, whole);
    assertThat(run("params check --params F/keys").code()).isZero();
    byte[] key = Files.readAllBytes(windowFile(".vk"));
    Files.write(windowFile(".vk"), Arrays.copyOf(key, key.length - 1));
    requireBad(windowFile(".vk"));
    Files.delete(windowFile(".vk"));
    assertFails(1, "has no verifying key beside it", "params check --params F/keys");
  }

  /** The check finds this file bad, alone and named once. */
  private void requireBad(Path file) {
    Ran ran = run("params check --params F/keys --output json");
    String name = file.getFileName().toString();
    List<JsonNode> bad =
        ran.json().required("params").values().stream()
            .filter(row -> row.required("status").stringValue().equals("bad"))
            .toList();
    assertThat(bad).hasSize(1);
    assertThat(bad.getFirst().required("file").stringValue()).endsWith(name);
    assertThat(bad.getFirst().required("fault").stringValue()).contains(name);
    assertThat(ran.err()).containsOnlyOnce(name).contains("'sealwright params generate'");
    assertThat(run("params check --params F/keys").out()).contains("BAD", "good");
  }

  @Test
  void keysOfUnknownOriginAreNamed() {
    assertFails(1, "is not the published file", "params check --params R/");
    assertFails(2, "is not there", "params check --params F/nowhere");
  }
}
