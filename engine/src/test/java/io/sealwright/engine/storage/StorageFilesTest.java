package io.sealwright.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.lotus.cluster.StoragePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two small files about storage paths: read strictly, written as Lotus writes them. */
final class StorageFilesTest {
  private static final Path RECORDED = Path.of("../vectors/lotus-rpc/files");

  /** Spec 4.1, the older release. */
  private static final String OLD =
      """
      {
        "ID": "76f1988b-ef30-4d7e-b3ec-9a627f4ba5a8",
        "Weight": 10,
        "CanSeal": false,
        "CanStore": true,
        "MaxStorage": 0,
        "Groups": null,
        "AllowTo": null
      }\
      """;

  @ParameterizedTest
  @ValueSource(strings = {"miner-sectorstore.json", "worker-sectorstore.json"})
  void aRecordedMarkIsWrittenAgainByteForByte(String name) throws Exception {
    String text = Files.readString(RECORDED.resolve(name));
    assertThat(PathMark.parse(name, text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"miner-storage.json", "worker-storage.json"})
  void aRecordedListOfPathsIsWrittenAgainByteForByte(String name) throws Exception {
    String text = Files.readString(RECORDED.resolve(name));
    assertThat(PathFolders.parse(name, text).text()).isEqualTo(text);
  }

  @Test
  void aRecordedMarkSaysWhatItsPathIsFor() throws Exception {
    String text = Files.readString(RECORDED.resolve("worker-sectorstore.json"));
    StoragePath path = PathMark.parse(PathMark.FILE, text).path();
    assertThat(path.id()).isEqualTo("9d63eb6c-680a-4253-8843-9cf751121234");
    assertThat(path.weight()).isEqualTo(10);
    assertThat(path.canSeal()).isTrue();
    assertThat(path.canStore()).isFalse();
  }

  @Test
  void theMarkOfAnOldReleaseKeepsItsForm() throws Exception {
    PathMark mark = PathMark.parse(PathMark.FILE, OLD);
    assertThat(mark.withLimits()).isFalse();
    assertThat(mark.text()).isEqualTo(OLD);
  }

  /** As Go lays lists out: an empty one in one line, others an item a line. */
  @Test
  void listsAreWrittenAsGoWritesThem() throws Exception {
    String text =
        """
        {
          "ID": "a",
          "Weight": 0,
          "CanSeal": true,
          "CanStore": true,
          "MaxStorage": 18000000000000,
          "Groups": [
            "rack-1",
            "r\\u0026d"
          ],
          "AllowTo": [],
          "AllowTypes": null,
          "DenyTypes": [
            "unsealed"
          ],
          "AllowMiners": [
            "f01000"
          ],
          "DenyMiners": null
        }\
        """;
    PathMark mark = PathMark.parse(PathMark.FILE, text);
    assertThat(mark.path().groups()).contains(List.of("rack-1", "r&d"));
    assertThat(mark.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Weight\": 10,| |lacks the field \"Weight\"",
        "\"Weight\": 10|\"Weight\": \"10\"|Weight: json: cannot unmarshal string",
        "\"Weight\": 10|\"Weight\": -1|Weight: ",
        "\"Weight\": 10|\"Weight\": 10, \"weight\": 3|has a field \"weight\" that is not known",
        "\"Weight\": 10|\"Weight\": 10, \"Weight\": 3|not JSON: Duplicate",
        "\"AllowTo\": null|\"AllowTo\": null, \"DenyTypes\": [\"unseeled\"]|\"unseeled\" is not a"
            + " type",
        "\"AllowTo\": null|\"AllowTo\": null, \"AllowMiners\": [\"miner\"]|\"miner\" is not a"
            + " miner",
        "76f1988b-ef30-4d7e-b3ec-9a627f4ba5a8||has an empty ID",
        "\"CanSeal\": false|\"CanSeal\": fal|not JSON: "
      })
  void whatIsNotKnownIsRefusedInOneLine(String what, String with, String objection) {
    String damaged = OLD.replace(what, with == null ? "" : with);
    assertThat(damaged).isNotEqualTo(OLD);
    assertThatExceptionOfType(StorageFileDamaged.class)
        .isThrownBy(() -> PathMark.parse("/mnt/a/sectorstore.json", damaged))
        .satisfies(e ->
            assertThat(e.getMessage())
                .startsWith("/mnt/a/sectorstore.json: " + objection)
                .doesNotContain("\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{}{}", "{\"StoragePaths\": [{\"Path\": \"\"}]}", "{}"})
  void aListOfPathsThatIsNoneIsRefused(String text) {
    assertThatExceptionOfType(StorageFileDamaged.class)
        .isThrownBy(() -> PathFolders.parse("storage.json", text))
        .satisfies(e -> assertThat(e.getMessage()).startsWith("storage.json: ").hasLineCount(1));
  }

  @Test
  void aTextWithoutEndIsRefused() {
    assertThatExceptionOfType(StorageFileDamaged.class)
        .isThrownBy(() -> PathMark.parse("a", " ".repeat(StrictJson.LONGEST + 1)));
  }

  @Test
  void pathsAreAttachedOnceAndDetached() {
    PathFolders one = new PathFolders(List.of("/mnt/a"));
    assertThat(one.with("/mnt/b").folders()).containsExactly("/mnt/a", "/mnt/b");
    assertThat(one.with("/mnt/a")).isEqualTo(one);
    assertThat(one.with("/mnt/b").without("/mnt/a").folders()).containsExactly("/mnt/b");
  }

  @Test
  void limitsCannotBeWrittenInTheOldForm() throws Exception {
    StoragePath old = PathMark.parse("a", OLD).path();
    StoragePath limited =
        new StoragePath(
            old.id(),
            old.urls(),
            1,
            0,
            true,
            true,
            old.groups(),
            old.allowTo(),
            new StoragePath.Limits(
                Optional.of(List.of("sealed")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThatIllegalArgumentException().isThrownBy(() -> new PathMark(limited, false));
  }
}
