package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.shell.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Keeps the program able to speak all its languages. */
final class MessagesTest {
  private static final Pattern CAPITALS =
      Pattern.compile("\\b[A-Z_0-9]{3,}(, |、)[A-Z_0-9]{3,}+(?!/)");

  /** What a message has filled in: {@code {0}}, {@code %s}, {@code ${DEFAULT-VALUE}}. */
  private static final Pattern BLANK =
      Pattern.compile("\\{\\d[^}]*}|%[\\d.,$-]*[a-zA-Z]|\\$\\{[^}]*}");

  private static final Properties ENGLISH = own(Language.EN);

  @ParameterizedTest
  @EnumSource
  void everyLanguageHasTheSameMessages(Language language) {
    assertThat(own(language).stringPropertyNames()).isEqualTo(ENGLISH.stringPropertyNames());
  }

  @ParameterizedTest
  @EnumSource
  void everyMessageLeavesTheSameBlanks(Language language) {
    Properties messages = own(language);
    assertThat(ENGLISH.stringPropertyNames())
        .allSatisfy(key ->
            assertThat(blanks(messages.getProperty(key)))
                .as(key)
                .isEqualTo(blanks(ENGLISH.getProperty(key))));
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandOptionAndParameterIsDescribed(Language language) {
    assertThat(commands(program(language)).flatMap(MessagesTest::undescribed)).isEmpty();
  }

  @Test
  void aChineseLocaleIsSpokenToInChinese() {
    assertThat(Language.chosen(List.of("version"), Locale.TAIWAN)).isEqualTo(Language.ZH);
    assertThat(Language.chosen(List.of("version"), Locale.FRANCE)).isEqualTo(Language.EN);
  }

  @Test
  void theOptionOverridesTheLocale() {
    assertThat(Language.chosen(List.of("--lang", "zh", "version"), Locale.US))
        .isEqualTo(Language.ZH);
    assertThat(Language.chosen(List.of("version", "--lang=en"), Locale.CHINA))
        .isEqualTo(Language.EN);
  }

  /**
   * The code's names of values are in capitals, and a help that lists those misleads. Types of
   * tasks are written so.
   */
  @Test
  void helpNamesValuesInSmallLetters() {
    for (Language language : Language.values()) {
      assertThat(
              commands(program(language))
                  .flatMap(command -> command.getCommandSpec().args().stream())
                  .flatMap(argument -> Stream.of(argument.description()))
                  .filter(text -> !text.contains("PC1")))
          .noneMatch(text -> CAPITALS.matcher(text).find());
    }
  }

  private static CommandLine program(Language language) {
    PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
    return new Program(nowhere, nowhere, Locale.ROOT).commandLine(language);
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(MessagesTest::commands));
  }

  private static Stream<String> undescribed(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    Stream<String> itself =
        command.getCommandSpec().usageMessage().description().length == 0
            ? Stream.of(name)
            : Stream.empty();
    return Stream.concat(
        itself,
        command.getCommandSpec().args().stream()
            .filter(argument -> !argument.hidden())
            .filter(argument -> argument.description().length == 0)
            .map(ArgSpec::toString)
            .map(argument -> name + ": " + argument));
  }

  /** The messages of a language's own file; a bundle would add those of English. */
  private static Properties own(Language language) {
    String file =
        switch (language) {
          case EN -> "messages.properties";
          case ZH -> "messages_zh_CN.properties";
        };
    Properties messages = new Properties();
    try (InputStream resource = Program.class.getResourceAsStream(file)) {
      messages.load(
          new InputStreamReader(Objects.requireNonNull(resource, file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages;
  }

  private static List<String> blanks(String message) {
    return BLANK.matcher(message).results().map(MatchResult::group).sorted().toList();
  }
}
