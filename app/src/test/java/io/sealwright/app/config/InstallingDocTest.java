package io.sealwright.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.config.ConfigFile.Outcome;
import io.sealwright.app.config.table.Base;
import io.sealwright.app.config.table.Problem;
import io.sealwright.app.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators copy: the configurations of the pages, and the units. */
final class InstallingDocTest {
  private static final Path PAGES = Path.of("..", "docs", "operating");
  private static final Path UNITS = Path.of("..", "packaging", "systemd");
  private static final Pattern BLOCK = Pattern.compile("```toml\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** But for disks that this machine does not have. */
  @Test
  void everyConfigurationOfThePagesIsSound() throws Exception {
    int read = 0;
    for (Path page : files(PAGES)) {
      for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
        read++;
        Outcome outcome = ConfigFile.read(block.group(1), new Base(folder, folder, Map.of()));
        List<Problem> problems =
            outcome instanceof Outcome.Wrong wrong ? wrong.problems() : List.of();
        assertThat(problems).as(page + "\n" + block.group(1)).allMatch(Problem::mayPass);
      }
    }
    assertThat(read).isGreaterThan(5);
  }

  @Test
  void aUnitStaysDownAfterAWrongConfigurationAndSeesTheCachesOfTheMachine() throws Exception {
    List<Path> units = files(UNITS);
    assertThat(units).hasSize(3);
    for (Path unit : units) {
      assertThat(Files.readAllLines(unit))
          .contains("Restart=on-failure")
          .contains("RestartPreventExitStatus=" + ExitCode.INVALID.number())
          .noneMatch(line -> line.startsWith("PrivateTmp"));
    }
  }
}
