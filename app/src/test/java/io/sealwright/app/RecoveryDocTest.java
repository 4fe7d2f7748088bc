package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what {@code docs/operating/recovery.md} tells operators to type, with small sectors. */
final class RecoveryDocTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "operating", "recovery.md");
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void everyCommandOfTheDocumentWorks() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    Path metadata = new Golden("2k-v1_1").metadata(folder);
    Files.move(metadata, work.resolve("sectors-recovery-f01000.json"));
    Path pieces = Files.createDirectories(work.resolve("data/pieces"));
    Golden.piece(pieces.resolve("deal.car"), 2032);
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(4);
    for (String command : commands) {
      RealProgram.Ended ended =
          RealProgram.forTinySectors(work)
              .run(command.replace("/data", work + "/data").split("\\s+"));
      assertThat(ended.code()).as(command + "\n" + ended.err()).isZero();
    }
    assertThat(Golden.sha256(work.resolve("data/sector/sealed/s-t01000-43")))
        .isEqualTo(new Golden("2k-v1_1").sealed(43));
  }

  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    BLOCK
        .matcher(Files.readString(DOCUMENT).replace("\\\n", " "))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.substring("sealwright ".length()))
        .forEach(commands::add);
    return commands;
  }
}
