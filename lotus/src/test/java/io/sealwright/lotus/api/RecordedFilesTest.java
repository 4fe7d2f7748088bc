package io.sealwright.lotus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.json.StorageJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON files of miners and workers are read and written again. */
final class RecordedFilesTest {
  private static final Path FILES = Path.of("../vectors/lotus-rpc/files");

  /** Files that are none of the API, and who reads them. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "genesis-template.json", "input of a program that makes a genesis, which none here reads",
          "pre-seal-t01000.json", "the same, with the keys left out",
          "miner-backup.json",
              "holds a backup in base64, which the reader of backups is tested on");

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("miner-sectorstore.json", StorageJson.MARK),
        Arguments.of("worker-sectorstore.json", StorageJson.MARK),
        Arguments.of("miner-storage.json", StorageJson.FOLDERS),
        Arguments.of("worker-storage.json", StorageJson.FOLDERS));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileIsReadAndWrittenAgain(String name, JsonForm<Object> form) throws Exception {
    assertThat(Difference.made(form, RpcJson.parse(Files.readString(FILES.resolve(name)))))
        .isEmpty();
  }

  @Test
  void noFileIsForgotten() throws Exception {
    Set<String> known = new TreeSet<>(OTHERS.keySet());
    files().map(arguments -> (String) arguments.get()[0]).forEach(known::add);
    try (Stream<Path> found = Files.list(FILES)) {
      assertThat(
              found
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json"))
                  .collect(Collectors.toSet()))
          .isEqualTo(known);
    }
  }
}
