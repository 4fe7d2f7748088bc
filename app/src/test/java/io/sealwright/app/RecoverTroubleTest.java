package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the real program does when a recovery does not go as wished. */
final class RecoverTroubleTest {
  private static final Golden GOLDEN = new Golden("2k-v1_1");

  /** Base64 of 32 times 01, as it begins, and of something else. */
  private static final String TICKET = "AQEBAQEB";

  private static final String OTHER_TICKET = "AgEBAQEB";

  @TempDir Path folder;
  private Path work = Path.of("");

  @BeforeEach
  void makeFolders() throws Exception {
    work = Files.createDirectory(folder.resolve("work"));
    Golden.pieces(work.resolve("pieces"));
    GOLDEN.metadata(work);
  }

  @Test
  void aSectorThatComesOutOtherwiseIsNotPublishedAndTheOriginalIsSuspected() throws Exception {
    GOLDEN.metadata(work, TICKET, OTHER_TICKET);
    RealProgram.Ended ended = recover("43");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.errors()).hasSize(1);
    JsonNode report = report(ended, 0);
    assertThat(report.required("status").stringValue()).isEqualTo("mismatch");
    assertThat(report.required("comm_r")).isNotEqualTo(report.required("expected_comm_r"));
    assertThat(report.required("reason").stringValue())
        .contains("the original seal was different", "its ticket");
    assertThat(Golden.files(work.resolve("result"))).isEmpty();
    assertThat(Golden.files(work.resolve("temp")))
        .contains("s-t01000-43/cache/sealwright-p1.txt", "s-t01000-43/attempt.txt");
    assertThat(work.resolve("temp/s-t01000-43/cache/sealwright-p1.txt"))
        .content()
        .contains("layer-1 ", "layer-2 ");
  }

  @Test
  void withTheRightTicketTheNextRunPublishes() throws Exception {
    GOLDEN.metadata(work, TICKET, OTHER_TICKET);
    assertThat(recover("43").code()).isEqualTo(1);
    GOLDEN.metadata(work);
    assertThat(recover("43").code()).isZero();
    assertThat(Golden.sha256(work.resolve("result/sealed/s-t01000-43")))
        .isEqualTo(GOLDEN.sealed(43));
    assertThat(Golden.files(work.resolve("temp"))).isEmpty();
  }

  @Test
  void whatIsInASectorsPlaceStaysAndDoesNotStopTheOther() throws Exception {
    Path sealed = work.resolve("result/sealed/s-t01000-42");
    Files.createDirectories(sealed.getParent());
    Files.writeString(sealed, "something else");
    RealProgram.Ended ended = recover("42", "43", "--parallel", "2");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(report(ended, 0).required("status").stringValue()).isEqualTo("refused");
    assertThat(report(ended, 1).required("status").stringValue()).isEqualTo("recovered");
    assertThat(sealed).hasContent("something else");

    RealProgram.Ended alone = recover("42");
    assertThat(alone.code()).isEqualTo(3);
    assertThat(report(alone, 0).required("reason_kind").stringValue()).isEqualTo("occupied");
    assertThat(alone.errors())
        .singleElement()
        .asString()
        .endsWith("move it away or complete it; then run the same command again");
    assertThat(sealed).hasContent("something else");
    assertThat(Golden.files(work.resolve("temp"))).isEmpty();
  }

  @Test
  void aSecondRunFindsTheSectorThere() throws Exception {
    assertThat(recover("42").code()).isZero();
    RealProgram.Ended again = recover("42");
    assertThat(again.code()).isZero();
    assertThat(report(again, 0).required("status").stringValue()).isEqualTo("already_there");
  }

  @Test
  void aSectorWithOnlyAPreCommitKeepsWhatCommitNeeds() throws Exception {
    GOLDEN.metadata(work, "\"Pieces\"", "\"PreCommitted\": true, \"Pieces\"");
    RealProgram.Ended ended = recover("42", "43");
    assertThat(report(ended, 0).required("kept").stringValue()).isEqualTo("proving");
    assertThat(report(ended, 1).required("kept").stringValue()).isEqualTo("commit");
    assertThat(Golden.files(work.resolve("result/cache/s-t01000-43")))
        .contains("sc-02-data-layer-1.dat", "sc-02-data-tree-c.dat", "sc-02-data-tree-d.dat");
  }

  @Test
  void aSectorInWorkElsewhereIsLeftToThatProcess() throws Exception {
    Path bench = Files.createDirectories(work.resolve("temp/s-t01000-43"));
    try (FileChannel channel =
        FileChannel.open(
            bench.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(channel.lock().isValid()).isTrue();
      RealProgram.Ended ended = recover("42", "43");
      assertThat(ended.code()).isEqualTo(1);
      assertThat(report(ended, 0).required("status").stringValue()).isEqualTo("recovered");
      assertThat(report(ended, 1).required("status").stringValue()).isEqualTo("refused");
      assertThat(ended.errors()).hasSize(1).first().asString().contains("in use by another");
    }
    assertThat(recover("43").code()).isZero();
  }

  @Test
  void aRequestToTerminateEndsItInOneLineAndTheNextRunGoesOn() throws Exception {
    Golden large = new Golden("8m-v1_1");
    String[] line =
        ("recover 43 --sealing-result result --sealing-temp temp --pieces pieces"
                + " --sectors-recovery-metadata "
                + large.metadata(work))
            .split(" ");
    try (RealProgram.Running running = RealProgram.in(work).start(line)) {
      Path unfinished = work.resolve("temp/s-t01000-43/cache/sc-02-data-layer-1..tmp");
      while (!Files.exists(unfinished) && running.process().isAlive()) {
        Thread.sleep(20);
      }
      running.process().destroy();
      RealProgram.Ended ended = running.end();
      assertThat(ended.code()).isEqualTo(143);
      assertThat(ended.err()).contains("interrupted; run the same command again");
      assertThat(ended.errors()).isEmpty();
    }
    assertThat(Golden.files(work.resolve("temp"))).isNotEmpty();
    assertThat(RealProgram.in(work).run(line).code()).isZero();
    assertThat(Golden.sha256(work.resolve("result/sealed/s-t01000-43")))
        .isEqualTo(large.sealed(43));
  }

  private static JsonNode report(RealProgram.Ended ended, int index) {
    return JsonMapper.shared().readTree(ended.out()).required("sectors").get(index);
  }

  private RealProgram.Ended recover(String... more) throws Exception {
    return RealProgram.forTinySectors(work)
        .run(
            ("recover --sectors-recovery-metadata 2k-v1_1.json --output json --pieces pieces"
                    + " --sealing-result result --sealing-temp temp "
                    + String.join(" ", more))
                .split(" "));
  }
}
