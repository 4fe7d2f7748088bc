package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.kernel.Kernels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Seals sectors with the real program and gets them back in both ways. */
final class SealAndUnsealTest {
  private static final String LARGEST = "9223372036854775807";

  @TempDir Path folder;
  private Path work = Path.of("");

  @BeforeEach
  void makeFolders() throws Exception {
    work = Files.createDirectory(folder.resolve("work"));
  }

  @Test
  void aSectorSealedHereIsTheReferencesAndSaysHowToMakeItAgain() throws Exception {
    Golden golden = new Golden("2k-v1_1");
    Golden.piece(work.resolve("piece"), 2032);
    JsonNode report = sealed("43", "--piece", "piece", "--trim");
    assertThat(report.required("status").stringValue()).isEqualTo("sealed");
    assertThat(report.required("replica_id")).isEqualTo(golden.expected(43).required("replica_id"));
    assertThat(report.required("comm_r")).isEqualTo(golden.expected(43).required("comm_r"));
    assertThat(report.required("kept").stringValue()).isEqualTo("proving");
    assertThat(Golden.files(work.resolve("out")))
        .containsExactly(
            "cache/s-t01000-43/p_aux",
            "cache/s-t01000-43/sc-02-data-tree-r-last.dat",
            "cache/s-t01000-43/sealwright-recovery.json",
            "cache/s-t01000-43/t_aux",
            "sealed/s-t01000-43",
            "unsealed/s-t01000-43");
    assertThat(Golden.sha256(work.resolve("out/sealed/s-t01000-43"))).isEqualTo(golden.sealed(43));
    assertThat(Golden.files(work.resolve("temp"))).isEmpty();

    Files.move(work.resolve("out"), work.resolve("lost"));
    RealProgram.Ended recovered =
        program(
            "recover",
            "--sectors-recovery-metadata",
            "lost/cache/s-t01000-43/sealwright-recovery.json",
            "--sealing-result",
            "out",
            "--sealing-temp",
            "temp",
            "--pieces",
            ".");
    assertThat(recovered.code()).as(recovered.err()).isZero();
    assertThat(work.resolve("out/sealed/s-t01000-43"))
        .hasSameBinaryContentAs(work.resolve("lost/sealed/s-t01000-43"));
  }

  @Test
  void theLargestSectorNumberIsSealedAuditedAndUnsealed() throws Exception {
    Golden.piece(work.resolve("piece"), 700);
    JsonNode report = sealed(LARGEST, "--piece", "piece", "--piece", "piece");
    String name = "s-t01000-" + LARGEST;
    assertThat(report.required("kept").stringValue()).isEqualTo("commit");
    assertThat(Golden.files(work.resolve("out/cache/" + name)))
        .contains("sc-02-data-layer-2.dat", "sc-02-data-tree-c.dat", "sc-02-data-tree-d.dat");
    assertThat(work.resolve("out/unsealed/" + name)).hasSize(2048);

    RealProgram.Ended audit = program("audit", "out/cache/" + name, "--output", "json");
    assertThat(audit.out()).isEqualTo("{\"status\":\"sound\"}\n");

    String commD = report.required("comm_d").stringValue();
    assertThat(unseal(name, commD, "--offset", "1016", "--length", "700").code()).isZero();
    assertThat(work.resolve("back")).hasSameBinaryContentAs(work.resolve("piece"));
    RealProgram.Ended again = unseal(name, commD);
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.errors()).singleElement().asString().contains("back is there already");
    assertThat(work.resolve("back")).hasSameBinaryContentAs(work.resolve("piece"));
    Files.delete(work.resolve("back"));
    assertThat(unseal(name, commD).code()).isZero();
    assertThat(work.resolve("back")).hasSize(2032);
    Files.delete(work.resolve("back"));

    RealProgram.Ended wrong = unseal(name, "00".repeat(32), "--offset", "1016", "--length", "700");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.errors()).hasSize(1);
    assertThat(Golden.files(work)).doesNotContain("back", "back.partial");
  }

  @Test
  void aSectorThatIsThereIsNotSealedOver() throws Exception {
    sealed("7");
    byte[] before = Files.readAllBytes(work.resolve("out/sealed/s-t01000-7"));
    RealProgram.Ended again = seal("7");
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.errors()).hasSize(1).first().asString().contains("is there already");
    assertThat(work.resolve("out/sealed/s-t01000-7")).hasBinaryContent(before);
    assertThat(Golden.files(work.resolve("temp"))).isEmpty();
  }

  @Test
  void aDamagedLayerIsNamed() throws Exception {
    sealed("8");
    Path layer = work.resolve("out/cache/s-t01000-8/sc-02-data-layer-1.dat");
    byte[] labels = Files.readAllBytes(layer);
    labels[5 * 32] ^= 1;
    Files.write(layer, labels);
    RealProgram.Ended audit = program("audit", "out/cache/s-t01000-8", "--output", "json");
    assertThat(audit.code()).isEqualTo(1);
    assertThat(audit.out()).isEqualTo("{\"status\":\"wrong\",\"layer\":1,\"node\":5}\n");
  }

  /** Without kernels windows are longer, and a proving period takes ten minutes. */
  private static boolean provesQuickly() {
    Kernels kernels = Kernels.found();
    return kernels.curve() instanceof Kernels.Loop.Native<?>
        && kernels.transforms() instanceof Kernels.Loop.Native<?>;
  }

  @Test
  void theDemonstrationEndsWell() throws Exception {
    if (!provesQuickly()) {
      System.out.println("No kernels for proofs here: a demonstration of 15 minutes is not run.");
      return;
    }
    String keys = Path.of("target", "demo-keys").toAbsolutePath().toString();
    RealProgram.Ended demo = RealProgram.in(work).run("demo", "--keep", "shown", "--params", keys);
    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.out()).contains("every byte the same").contains("bagboea4b5abca5ahbjpkq442a4");
    assertThat(Golden.files(work.resolve("shown/sector"))).contains("sealed/s-t01000-43");
    assertThat(demo.out()).contains("Exporting its metadata from the chain (chain state)");
    assertThat(demo.out()).contains("it has the same CommR, so the sector can be proven");
    assertThat(Golden.files(work.resolve("shown/chain/sector"))).contains("sealed/s-t01000-44");
    assertThat(demo.out())
        .contains("sector 2 went from pledge to proving: P1 ")
        .contains(", C2 withheld, FIN ")
        .contains("refused with code 3")
        .contains("error: nothing is done about sector 0: it is not removed")
        .contains("missed the files of sector 1: it is sealed again")
        .contains(
            "all 3 sectors are proven, by a real WindowPoSt proof, and the chain has no fault")
        .contains("snark_proof:finish: windowPOST, took ")
        .contains("the four processes of the 8MiB cluster were told to end")
        .contains("the four processes of the 2KiB cluster were told to end");
    assertThat(Golden.files(work.resolve("shown/cluster/store")))
        .contains("sealed/s-t01001-0", "sealed/s-t01001-1", "sealed/s-t01001-2");
    assertThat(work.resolve("shown/cluster/data/api")).doesNotExist();
  }

  private JsonNode sealed(String sector, String... more) throws Exception {
    RealProgram.Ended ended = seal(sector, more);
    assertThat(ended.code()).as(ended.err()).isZero();
    return JsonMapper.shared().readTree(ended.out());
  }

  private RealProgram.Ended seal(String sector, String... more) throws Exception {
    return program(
        ("seal --size 2KiB --miner f01000 --out out --temp temp --output json --sector "
                + sector
                + " --ticket "
                + Golden.TICKET
                + (more.length == 0 ? "" : " ")
                + String.join(" ", more))
            .split(" "));
  }

  private RealProgram.Ended unseal(String name, String commD, String... more) throws Exception {
    return program(
        ("unseal --size 2KiB --miner t01000 --out back --sealed out/sealed/%s --sector %s"
                    .formatted(name, LARGEST)
                + " --ticket %s --comm-d %s %s"
                    .formatted(Golden.TICKET, commD, String.join(" ", more)))
            .split(" "));
  }

  private RealProgram.Ended program(String... arguments) throws Exception {
    return RealProgram.forTinySectors(work).run(arguments);
  }
}
