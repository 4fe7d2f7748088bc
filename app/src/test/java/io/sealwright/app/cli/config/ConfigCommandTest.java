package io.sealwright.app.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands about the configuration. */
final class ConfigCommandTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void place() {
    file = folder.resolve("sealwright.toml");
  }

  @Test
  void theDefaultFileIsSoundAsItIsPrinted() throws Exception {
    Files.writeString(file, Ran.line("config", "default").out());
    Ran checked = run("check");
    assertThat(checked.code()).isZero();
    assertThat(checked.lines()).containsExactly(file + " is sound.");
  }

  @Test
  void checkNamesEachProblemAndEndsWithTwo() throws Exception {
    Files.writeString(file, "[miner]\nadress = 1\n[sealing]\ncommit-batch = 0\n");
    Ran people = run("check");
    assertThat(people.code()).isEqualTo(2);
    assertThat(people.lines()).hasSize(3).element(0).asString().startsWith("line 2, miner.adress");
    Ran programs = run("check", "--output", "json");
    assertThat(programs.code()).isEqualTo(2);
    assertThat(programs.json().path("status").asString()).isEqualTo("wrong");
    JsonNode second = programs.json().path("problems").path(1);
    assertThat(second.path("line").asInt()).isEqualTo(4);
    assertThat(second.path("key").asString()).isEqualTo("sealing.commit-batch");
  }

  @Test
  void showPrintsWhatCountsAndWhereItComesFromButNoToken() throws Exception {
    Files.writeString(
        file, "[miner]\nfull-node-api = \"token.is.secret:http://127.0.0.1:1234\"\ndata = \".\"\n");
    Ran people = run("show");
    assertThat(people.code()).isZero();
    assertThat(people.out())
        .contains("data = \"" + folder + "\"  # line 3", "commit-batch = 1  # default")
        .doesNotContain("secret");
    JsonNode first = run("show", "--output", "json").json().path("keys").path(1);
    assertThat(first.path("key").asString()).isEqualTo("miner.data");
    assertThat(first.path("value").asString()).isEqualTo(folder.toString());
    assertThat(first.path("origin").asString()).isEqualTo("line 3");
  }

  @Test
  void showTellsTheProblemsOfAWrongFileInTheOperatorsLanguage() throws Exception {
    Files.writeString(file, "[miner]\nadress = 1\n");
    Ran shown = run("show", "--lang", "zh");
    assertThat(shown.code()).isEqualTo(2);
    assertThat(shown.out()).isEmpty();
    assertThat(shown.err().lines().toList())
        .satisfiesExactly(
            problem -> assertThat(problem).isEqualTo("第 2 行，miner.adress：没有这个键；相近的有 address"),
            error -> assertThat(error).startsWith("error: the configuration " + file));
  }

  /** A service is started again after 3, and not after 2. */
  @Test
  void aFolderThatIsNotThereYetIsRefusedWhereAnotherProblemIsInvalid() throws Exception {
    Files.writeString(file, "[[storage]]\npath = \"disk/sectors\"\n");
    Ran late = run("show");
    assertThat(late.code()).isEqualTo(3);
    assertThat(late.err())
        .contains("disk/sectors")
        .contains("error: the configuration " + file + " names folders or files that are not");
    Files.writeString(file, "[[storage]]\npath = \"disk/sectors\"\nwait = 1\n");
    assertThat(run("show").code()).isEqualTo(2);
    assertThat(run("check").code()).isEqualTo(2);
  }

  @Test
  void aFileThatIsNotThereIsAnInvalidRequest() {
    Ran ran = run("check");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("error: configuration " + file + " is not there");
  }

  private Ran run(String verb, String... more) {
    String[] line = new String[more.length + 4];
    line[0] = "config";
    line[1] = verb;
    line[2] = "--config";
    line[3] = file.toString();
    System.arraycopy(more, 0, line, 4, more.length);
    return Ran.line(line);
  }
}
