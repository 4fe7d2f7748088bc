package io.sealwright.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recovers what the reference sealed, to the byte. */
final class RecoverGoldenTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2k-v1", "2k-v1_1", "2k-synth", "2k-ni", "8m-v1_1"})
  void sectorsOfTheReferenceAreRecoveredToTheByte(String name) throws Exception {
    Golden golden = new Golden(name);
    Path work = Files.createDirectory(folder.resolve("work"));
    RealProgram.Ended ended =
        (name.startsWith("2k") ? RealProgram.forTinySectors(work) : RealProgram.in(work))
            .run(
                "recover",
                "--sectors-recovery-metadata",
                golden.metadata(folder).toString(),
                "--sealing-result",
                "result",
                "--sealing-temp",
                "temp",
                "--pieces",
                Golden.pieces(folder.resolve("pieces")).toString(),
                "--parallel",
                "2",
                "--output",
                "json");
    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode sectors = JsonMapper.shared().readTree(ended.out()).required("sectors");
    assertThat(sectors.size()).isEqualTo(2);
    isAsTheReferenceMadeIt(sectors.get(0), golden, 42, work.resolve("result"));
    isAsTheReferenceMadeIt(sectors.get(1), golden, 43, work.resolve("result"));
    assertThat(Golden.files(work.resolve("temp"))).isEmpty();
    assertThat(work.resolve("result")).isDirectoryNotContaining("glob:**/.sealwright*");
  }

  private static void isAsTheReferenceMadeIt(
      JsonNode report, Golden golden, int sector, Path result) throws IOException {
    JsonNode expected = golden.expected(sector);
    assertThat(report.required("sector").intValue()).isEqualTo(sector);
    assertThat(report.required("status").stringValue()).isEqualTo("recovered");
    assertThat(report.required("kept").stringValue()).isEqualTo("proving");
    assertThat(report.required("comm_d")).isEqualTo(expected.required("comm_d"));
    assertThat(report.required("comm_r")).isEqualTo(expected.required("comm_r"));
    assertThat(report.required("reason").isNull()).isTrue();
    Path sealed = result.resolve("sealed/s-t01000-" + sector);
    Path cache = result.resolve("cache/s-t01000-" + sector);
    assertThat(report.required("sealed").stringValue())
        .isEqualTo(sealed.toAbsolutePath().toString());
    assertThat(Golden.sha256(sealed)).isEqualTo(golden.sealed(sector));
    TreeMap<String, String> digests = new TreeMap<>();
    for (String file : Golden.files(cache)) {
      digests.put(file, Golden.sha256(cache.resolve(file)));
    }
    assertThat(digests.remove("t_aux")).isNotNull();
    assertThat(digests).isEqualTo(golden.kept(sector));
    assertThat(new String(Files.readAllBytes(cache.resolve("t_aux")), ISO_8859_1))
        .contains(cache.toAbsolutePath() + "\u0007\0\0\0\0\0\0\0layer-1");
  }
}
