package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rehearses deadlines with the real program, on folders as it sealed them. */
final class RehearsalTest {
  private static final String RANDOMNESS = "03".repeat(32);
  private static final String SECTORS = "deadline.json";

  @TempDir static Path shared;

  @TempDir Path folder;
  private Path work = Path.of("");

  @BeforeAll
  static void sealAndMakeKeys() throws Exception {
    Path home = Files.createDirectory(shared.resolve("home"));
    Golden.piece(home.resolve("piece"), 2032);
    RealProgram program = RealProgram.forTinySectors(home);
    List<String> sectors = new ArrayList<>();
    for (String sector : List.of("42", "43")) {
      List<String> line =
          new ArrayList<>(
              List.of("seal", "--size", "2KiB", "--miner", "f01000", "--sector", sector));
      line.addAll(List.of("--ticket", Golden.TICKET, "--trim", "--output", "json"));
      line.addAll(List.of("--out", "store" + sector, "--temp", "temp"));
      if (sector.equals("43")) {
        line.addAll(List.of("--piece", "piece"));
      }
      RealProgram.Ended sealed = program.run(line.toArray(String[]::new));
      assertThat(sealed.code()).as(sealed.err()).isZero();
      String commR = JsonMapper.shared().readTree(sealed.out()).required("comm_r").stringValue();
      sectors.add("{\"sector\":%s,\"comm_r\":\"%s\"}".formatted(sector, commR));
    }
    Files.writeString(home.resolve(SECTORS), sectors.toString());
    RealProgram.Ended made =
        program.run("params", "generate", "--size", "2KiB", "--kind", "window", "--params", "keys");
    assertThat(made.code()).as(made.err()).isZero();
  }

  @BeforeEach
  void copyStorage() throws Exception {
    work = Files.createDirectory(folder.resolve("work"));
    try (Stream<Path> files = Files.walk(shared.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = work.resolve(shared.resolve("home").relativize(file));
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    }
  }

  private RealProgram.Ended rehearse(String... rest) throws Exception {
    return rehearse(List.of(), rest);
  }

  private RealProgram.Ended rehearse(List<String> prefix, String... rest) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("post", "rehearse", "--miner", "f01000", "--sectors", SECTORS));
    line.addAll(List.of("--randomness", RANDOMNESS));
    if (!List.of(rest).contains("--params")) {
      line.addAll(List.of("--params", "keys"));
    }
    line.addAll(List.of("--storage", "store42", "--storage", "store43"));
    line.addAll(List.of(rest));
    return RealProgram.forTinySectors(work).startedBy(prefix).run(line.toArray(String[]::new));
  }

  private static JsonNode json(RealProgram.Ended ended) {
    return JsonMapper.shared().readTree(ended.out());
  }

  @Test
  void aSoundDeadlineIsReadAndProvenInFiveStages() throws Exception {
    RealProgram.Ended ended = rehearse("--output", "json");

    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode report = json(ended);
    assertThat(report.required("status").stringValue()).isEqualTo("in_time");
    assertThat(report.required("read").intValue()).isEqualTo(2);
    assertThat(report.required("proof").stringValue()).isEqualTo("valid");
    assertThat(report.required("deadline_seconds").decimalValue()).isEqualByComparingTo("1800");
    assertThat(report.required("stages").values())
        .extracting(stage -> stage.required("stage").stringValue())
        .containsExactly("p_aux", "tree_roots", "tree_branches", "proof", "closing");
    assertThat(report.required("storage").values())
        .extracting(path -> path.required("storage").stringValue())
        .containsExactlyInAnyOrder("store42", "store43");
    assertThat(report.required("bad").values()).isEmpty();
    assertThat(report.required("hung").values()).isEmpty();
    assertThat(ended.err())
        .contains(
            "generate_window_post:start",
            "load p_aux files end, took ",
            "load merkle tree root: end, took ",
            "vanilla_proofs:finish windowPOST, took ",
            "snark_proof:finish: windowPOST, took ",
            "generate_window_post:drop tree files",
            "generate_window_post:finish");
  }

  @Test
  void readingAloneNeedsNoKeysAndSaysSoInBothLanguages() throws Exception {
    RealProgram.Ended english = rehearse("--reading-only", "--params", "nowhere");
    assertThat(english.code()).as(english.err()).isZero();
    assertThat(english.out())
        .contains("The deadline would be met.", "2 of 2", "Proof: none", "store43", " s of 1800");

    RealProgram.Ended chinese = rehearse("--reading-only", "--params", "nowhere", "--lang", "zh");
    assertThat(chinese.out()).contains("该窗口可以按时完成。", "读取且完好的扇区：2 / 2", "存储路径");
  }

  @Test
  void aBadSectorIsNamedWithItsPathAndTheRestIsProven() throws Exception {
    Path sealed = work.resolve("store42/sealed/s-t01000-42");
    Files.write(sealed, Arrays.copyOf(Files.readAllBytes(sealed), 2000));

    RealProgram.Ended ended = rehearse("--output", "json");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.errors())
        .containsExactly(
            "error: 1 of 2 sectors would be faulty; look at their storage, or declare them");
    JsonNode report = json(ended);
    assertThat(report.required("status").stringValue()).isEqualTo("bad_sectors");
    assertThat(report.required("proof").stringValue()).isEqualTo("valid");
    JsonNode bad = report.required("bad").get(0);
    assertThat(bad.required("sector").longValue()).isEqualTo(42);
    assertThat(bad.required("storage").stringValue()).isEqualTo("store42");
    assertThat(bad.required("reason").stringValue()).contains("has 2000 bytes instead of 2048");
    assertThat(bad.required("reason_kind").stringValue()).isEqualTo("file");
    assertThat(ended.err()).contains("sector 42 is left out: ");
  }

  @Test
  void aDeadlineWithoutASoundSectorIsNotMet() throws Exception {
    for (String file : List.of("store42/sealed/s-t01000-42", "store43/sealed/s-t01000-43")) {
      Files.write(work.resolve(file), new byte[2000]);
    }

    RealProgram.Ended ended = rehearse("--reading-only", "--size", "2KiB");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).contains("NOTHING would be proven").doesNotContain("would be met");
    assertThat(rehearse("--reading-only", "--size", "2KiB", "--lang", "zh").out())
        .contains("的大小为 2000 字节，应为 2048 字节")
        .doesNotContain("instead of");
  }

  @Test
  void aSectorThatNoPathHasWouldBeFaulty() throws Exception {
    RealProgram.Ended ended =
        RealProgram.forTinySectors(work)
            .run(
                "post",
                "rehearse",
                "--miner",
                "f01000",
                "--sectors",
                SECTORS,
                "--randomness",
                RANDOMNESS,
                "--reading-only",
                "--storage",
                "store43",
                "--output",
                "json");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(json(ended).required("bad").get(0).required("reason").stringValue())
        .isEqualTo("no path has its sealed file");
  }

  @Test
  void aSectorMayLieOnTwoPaths() throws Exception {
    Files.move(
        work.resolve("store42/cache/s-t01000-42"), work.resolve("store43/cache/s-t01000-42"));

    RealProgram.Ended ended = rehearse("--reading-only", "--output", "json");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(json(ended).required("slowest").values())
        .extracting(sector -> sector.required("storage").stringValue())
        .containsExactlyInAnyOrder("store42", "store43");
  }

  @Test
  void slowSectorsAreLoggedFromTheOperatorsThresholdOn() throws Exception {
    String threshold = "FIL_PROOFS_LOG_GEN_CACHED_PROOF_THRESHOLD";
    RealProgram.Ended all = rehearse(List.of("env", threshold + "=0"), "--reading-only");
    assertThat(all.err())
        .containsPattern("gen_cached_proof: sector 42 in store42 took \\d+ ms")
        .containsPattern("gen_cached_proof: sector 43 in store43 took \\d+ ms");

    RealProgram.Ended none =
        rehearse(
            List.of("env", threshold + "=0", "FIL_PROOFS_LOG_GEN_CACHED_PROOF=0"),
            "--reading-only");
    assertThat(none.err()).doesNotContain("gen_cached_proof");

    RealProgram.Ended wrong = rehearse(List.of("env", threshold + "=soon"), "--reading-only");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.errors()).singleElement().asString().contains(threshold);
  }

  @Test
  void aSectorThatHangsIsLeftOutAtTheReadLimitAndTheProgramEnds() throws Exception {
    Path pAux = work.resolve("store42/cache/s-t01000-42/p_aux");
    Files.delete(pAux);
    assertThat(new ProcessBuilder("mkfifo", pAux.toString()).start().waitFor()).isZero();

    RealProgram.Ended held;
    try (RandomAccessFile _ = new RandomAccessFile(pAux.toFile(), "rw")) {
      held = rehearse("--reading-only", "--read-limit", "3s", "--output", "json");
    }
    assertThat(held.code()).isEqualTo(1);
    assertThat(json(held).required("bad").get(0).required("reason").stringValue())
        .isEqualTo("was not read in time");
    assertThat(json(held).required("hung").values()).isEmpty();

    RealProgram.Ended stuck = rehearse("--reading-only", "--read-limit", "3s", "--output", "json");
    assertThat(stuck.code()).isEqualTo(1);
    JsonNode hung = json(stuck).required("hung").get(0);
    assertThat(hung.required("sector").longValue()).isEqualTo(42);
    assertThat(hung.required("stage").stringValue()).isEqualTo("p_aux");
    assertThat(hung.required("storage").stringValue()).isEqualTo("store42");
  }

  @Test
  void aDeadlineThatIsTooShortIsMissed() throws Exception {
    RealProgram.Ended ended = rehearseWithin(900);
    if (status(ended).equals("no_sector")) {
      ended = rehearseWithin(2700); // Here reading alone takes so long, and the proof longer.
    }

    assertThat(ended.code()).isEqualTo(1);
    assertThat(status(ended)).isEqualTo("late");
    assertThat(ended.errors()).singleElement().asString().contains("ends first; look at");
  }

  private RealProgram.Ended rehearseWithin(int millis) throws Exception {
    return rehearse(
        "--deadline", millis + "ms", "--read-limit", millis - 100 + "ms", "--output", "json");
  }

  private static String status(RealProgram.Ended ended) {
    return json(ended).required("status").stringValue();
  }

  @Test
  void whatCannotBeRehearsedIsRefusedInALine() throws Exception {
    assertRefused(2, "folder nowhere is not there", "--storage", "nowhere");
    assertRefused(2, "the keys for 2KiB window are not there", "--params", "store42");
    assertRefused(2, "--parallel", "--parallel", "0");
    assertRefused(2, "--read-limit", "--read-limit", "31m");
    Files.writeString(work.resolve(SECTORS), "[]");
    assertRefused(2, "there are no sectors in it");
    Files.writeString(work.resolve(SECTORS), "[{\"sector\":42,\"comm_r\":\"12\"}]");
    assertRefused(2, SECTORS);
  }

  private void assertRefused(int code, String named, String... rest) throws Exception {
    RealProgram.Ended ended = rehearse(rest);
    assertThat(ended.errors()).singleElement().asString().contains(named, "; ");
    assertThat(ended.code()).as(ended.err()).isEqualTo(code);
    assertThat(ended.out()).isEmpty();
  }
}
