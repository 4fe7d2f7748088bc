package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what {@code docs/operating/daily.md} tells operators to type, as the real program against a
 * dev chain in a process of its own.
 */
final class DailyDocTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "operating", "daily.md");
  private static final Path LOGS = Path.of("..", "vectors", "lotus-logs");
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void everyCommandOfTheDocumentWorks() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    for (String log : List.of("miner.log", "worker.log")) {
      Files.copy(LOGS.resolve(log), work.resolve(log));
    }
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(20);
    try (DevchainProcess chain =
        DevchainProcess.start(folder, "chain", "--block-time", "1s", "--rules", "2k")) {
      RealProgram program =
          RealProgram.forTinySectors(work)
              .startedBy(List.of("env", "FULLNODE_API_INFO=" + chain.apiInfo()));
      String recipient = program.run("wallet", "new").out().strip();
      for (String command : commands) {
        RealProgram.Ended ended =
            program.run(command.replace(" TO ", " " + recipient + " ").split("\\s+"));
        assertThat(ended.code()).as(command + "\n" + ended.err()).isZero();
      }
      assertThat(program.run("wallet", "balance", recipient).out()).isEqualTo("1.5 FIL\n");
      assertThat(work.resolve("chain.car")).isNotEmptyFile();
      assertThat(Files.readString(work.resolve("key.hex"))).startsWith("7b22");
    }
  }

  private static List<String> commands() throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCUMENT))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.substring("sealwright ".length()))
        .toList();
  }
}
