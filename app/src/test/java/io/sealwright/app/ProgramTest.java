package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.shell.Language;
import io.sealwright.app.shell.Version;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What every command line has in common, whatever the command. */
final class ProgramTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"--help", "version --help", "--version", "version"})
  void whatItIsAskedItAnswersOnStandardOutput(String line) {
    assertThat(run(line)).isZero();
    assertThat(out.toString()).isNotBlank();
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conquer",
        "--faster",
        "version --loudly",
        "--lang fr version",
        "version --output"
      })
  void anInvalidRequestIsOneLineThatPointsToTheHelp(String line) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).matches("error: [^\n]*; see 'sealwright[a-z ]* --help'\\R");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "walet list|there is no command 'sealwright walet' (did you mean 'wallet'?); see",
        "sync wiat|there is no command 'sealwright sync wiat' (did you mean 'wait'?); see",
        "chain head twice|'twice' is a word more than 'sealwright chain head' takes; see",
        "mpool rescue foo|is not the CID of a message; give CIDs",
        "version --output yaml|expected one of table, json but was 'yaml'",
        "recover --keep all|expected one of proving, commit but was 'all'",
        "wallet verify|no command 'sealwright wallet verify', only list, new, balance, default",
        "wallet verify --help|there is no command 'sealwright wallet verify', only list, new",
        "walet --help|there is no command 'sealwright walet' (did you mean 'wallet'?); see",
        "recover --trim proving|has no option '--trim' (did you mean '--keep'?); see",
        "recover --paralel=2|has no option '--paralel' (did you mean '--parallel'?); see",
        "chain head --quickly now|'sealwright chain head' has no option '--quickly'; see",
        "logs --last x miner.log|invalid value for option '--last': 'x' is not a whole number",
        "send x 1|error: TO: \"x\" is not an address such as f01000 or f3…; see",
        "send t01 1 --max-fee x|error: invalid value for option '--max-fee'",
      })
  void aMistypedWordIsAnsweredWithWhatCouldBeMeant(String line, String answer) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString()).contains(answer).doesNotContain("unmatched");
  }

  @Test
  void aLineWithoutACommandIsInvalid() {
    assertThat(new Program(new PrintWriter(out), new PrintWriter(err), Locale.ROOT).run())
        .isEqualTo(2);
  }

  @Test
  void theStackTraceIsShownOnlyWhenAskedFor() {
    run("conquer");
    assertThat(err.toString()).doesNotContain("\tat ");
    run("--debug conquer");
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void itSaysWhichVersionItIs() {
    run("--version");
    assertThat(out.toString()).isEqualTo("sealwright " + Version.current().number() + "\n");
    assertThat(Version.current().number()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @Test
  void theVersionIsReportedForProgramsToo() {
    run("version --verbose --output json");
    assertThat(out.toString()).startsWith("{\"version\":\"").contains("\"processors\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--lang en ", "--lang=en ", "--debug "})
  void aCommandIsTheSameAloneAsAmongTheOthers(String options) {
    Map<String, CommandLine> all =
        new Program(new PrintWriter(out), new PrintWriter(err), Locale.ROOT)
            .commandLine(Language.EN)
            .getSubcommands();
    assertThat(all).hasSizeGreaterThan(20);
    all.forEach((name, command) -> {
      out.getBuffer().setLength(0);
      assertThat(run(options + name + " --help")).isZero();
      assertThat(out.toString()).isEqualTo(command.getUsageMessage());
    });
  }

  private int run(String line) {
    PrintWriter results = new PrintWriter(out, true);
    PrintWriter rest = new PrintWriter(err, true);
    return new Program(results, rest, Locale.ROOT).run(line.split(" "));
  }
}
