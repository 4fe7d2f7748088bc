package io.sealwright.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.config.ConfigFile.Outcome;
import io.sealwright.app.config.table.Base;
import io.sealwright.app.config.table.Key;
import io.sealwright.app.config.table.Key.Section;
import io.sealwright.app.config.table.Problem;
import io.sealwright.app.config.table.TableText;
import io.sealwright.app.shell.Language;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is derived from the list of keys is as the list. */
final class KeysTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "operating", "configuration.md");
  private static final String BEGIN = "<!-- keys: from here on a test keeps this as the program";
  private static final long SEED = Long.getLong("sealwright.seed", 43);
  private static final int BROKEN_FILES = 100;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theDocumentedFileIsSoundAndChangesNothing(Language language) {
    String text = new TableText(Keys.ALL, language.messages()).documented();
    assertThat(read(text)).isEqualTo(read(""));
  }

  @Test
  void theDefaultsOfTheDocumentedFileAreTheDefaults() {
    String text = documented(line -> defaults().contains(line.substring(1)));
    assertThat(text.lines().filter(line -> line.contains(" = "))).hasSizeGreaterThan(40);
    assertThat(read(text)).isEqualTo(read(""));
  }

  @Test
  void theExamplesOfTheDocumentedFileAreReadWhereTheirFilesAreThere() {
    String text = documented(line -> line.contains(" = ")).replace("#[[storage]]", "[[storage]]");
    Outcome outcome = ConfigFile.read(text.replaceAll("(?m)^tcp-port.*", ""), base());
    assertThat(problems(outcome))
        .allMatch(problem ->
            problem.phrase().key().matches("config\\.problem\\.(no_folder|no_file|no_parent)"));
  }

  @Test
  void whatIsEffectiveIsReadAsItself() {
    Outcome.Sound before =
        (Outcome.Sound) ConfigFile.read("[sealing]\ncommit-fee = \"1.5FIL\"\n", base());
    TableText text = new TableText(Keys.ALL, Language.EN.messages());
    String effective = text.effective(before.reading());
    assertThat(effective).contains("commit-fee = \"1.5FIL\"  # line 2");
    assertThat(read(effective)).isEqualTo(before.configuration());
  }

  @ParameterizedTest
  @EnumSource
  void everyKeyAndSectionHasItsWords(Language language) {
    ResourceBundle words = language.messages();
    TableText text = new TableText(Keys.ALL, words);
    for (Section section : Keys.ALL) {
      assertThat(section.words().in(words)).isNotBlank();
      for (Key<?> key : section.keys()) {
        assertThat(key.section()).isEqualTo(section.name());
        assertThat(key.words().in(words)).isNotBlank();
        assertThat(text.kind(key)).isNotBlank();
      }
    }
  }

  @Test
  void theManualListsTheKeysAsTheyAre() throws Exception {
    Path written = Path.of("target", "configuration.md");
    String manual = Files.readString(DOCUMENT);
    String head = manual.contains(BEGIN) ? manual.substring(0, manual.indexOf(BEGIN)) : manual;
    Files.createDirectories(Path.of("target"));
    Files.writeString(written, head + reference());
    assertThat(DOCUMENT).as("copy %s", written.toAbsolutePath()).hasSameTextualContentAs(written);
  }

  @Test
  void noBrokenFileBreaksTheReader() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] sound =
        documented(line -> line.contains(" = "))
            .replace("#[[storage]]", "[[storage]]")
            .getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("broken.toml");
    int wrong = 0;
    for (int i = 0; i < BROKEN_FILES; i++) {
      Files.write(file, broken(sound, random));
      for (Problem problem : problems(ConfigFile.read(file, base()))) {
        String told = problem.in(Language.ZH.messages());
        assertThat(told).as("seed %d, file %d", SEED, i).isNotBlank().doesNotContain("\n");
        wrong++;
      }
    }
    assertThat(wrong).isGreaterThan(BROKEN_FILES);
  }

  /** Some bytes changed, some parts left out, doubled or put elsewhere, or the end torn off. */
  private static byte[] broken(byte[] sound, SplittableRandom random) {
    byte[] bytes = sound.clone();
    String marks = "[]{}=\"'#\n.,\\-0\t\0é";
    for (int i = random.nextInt(1, 20); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) marks.charAt(random.nextInt(marks.length()));
        case 2 -> {
          int length = Math.min(random.nextInt(1, 200), bytes.length - at);
          int to = random.nextInt(bytes.length - length + 1);
          System.arraycopy(bytes, at, bytes, to, length);
        }
        default ->
            bytes = java.util.Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 9));
      }
    }
    return bytes;
  }

  private static String reference() {
    ResourceBundle words = Language.EN.messages();
    TableText text = new TableText(Keys.ALL, words);
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add(BEGIN + " has it -->").add("");
    for (Section section : Keys.ALL) {
      lines.add("## " + section.heading()).add("").add(section.words().in(words)).add("");
      lines.add("| Key | Meaning |").add("|---|---|");
      for (Key<?> key : section.keys()) {
        lines.add(
            "| `%s` | %s %s |"
                .formatted(key.name(), key.words().in(words), text.kind(key).replace("|", "\\|")));
      }
      lines.add("");
    }
    return lines.toString().stripTrailing() + "\n";
  }

  /** The documented file with the chosen ones of its lines no longer commented out. */
  private static String documented(Predicate<String> chosen) {
    return new TableText(Keys.ALL, Language.EN.messages())
        .documented()
        .lines()
        .map(line ->
            line.startsWith("#") && !line.startsWith("# ") && chosen.test(line)
                ? line.substring(1)
                : line)
        .collect(Collectors.joining("\n"));
  }

  private static List<String> defaults() {
    List<String> lines = new ArrayList<>();
    for (Section section : Keys.ALL) {
      for (Key<?> key : section.many() ? List.<Key<?>>of() : section.keys()) {
        key.normal()
            .ifPresent(normal ->
                lines.add(
                    key.name()
                        + " = "
                        + (normal instanceof String ? "\"" + normal + "\"" : normal)));
      }
    }
    return lines;
  }

  private Configuration read(String text) {
    Outcome outcome = ConfigFile.read(text, base());
    assertThat(problems(outcome)).isEmpty();
    return ((Outcome.Sound) outcome).configuration();
  }

  private static List<Problem> problems(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Sound _ -> List.of();
      case Outcome.Wrong wrong -> wrong.problems();
    };
  }

  private Base base() {
    return new Base(folder, folder, Map.of());
  }
}
