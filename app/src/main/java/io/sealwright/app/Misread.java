package io.sealwright.app;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that the parser refuses, told in an operator's words instead of the parser's. */
final class Misread {
  private static final Pattern NAMES =
      Pattern.compile("expected one of \\[([A-Z0-9_, ]+)] \\(case-insensitive\\)");

  private static final Pattern PARAMETER =
      Pattern.compile("(?:Invalid value for )?positional parameter at index \\S+ \\(([^)]*)\\)");

  /** Names that different commands have for the same wish. */
  private static final Map<String, String> COUSINS = Map.of("--keep", "--trim", "--trim", "--keep");

  /** More names than these are not read in an error. */
  private static final int MOST_NAMES = 12;

  private Misread() {}

  static CommandFailure of(ParameterException failure) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    String what =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched(command, unmatched.getUnmatched())
            : lowerFirst(plain(Program.message(failure)));
    return CommandFailure.invalid(what, "see '" + command.qualifiedName() + " --help'")
        .because(failure);
  }

  /**
   * Help that is asked of a command that is not there. The parser would answer with that of the
   * group, as if the word had not been written.
   */
  static void requireKnown(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandSpec command = last.commandSpec();
    List<String> words = last.unmatched().stream().filter(word -> !word.startsWith("-")).toList();
    if (last.isUsageHelpRequested() && !command.subcommands().isEmpty() && !words.isEmpty()) {
      throw new UnmatchedArgumentException(command.commandLine(), words);
    }
  }

  private static String unmatched(CommandSpec command, List<String> words) {
    String first = words.getFirst();
    if (first.startsWith("-") && first.length() > 1) {
      return noOption(command, first);
    }
    return command.subcommands().isEmpty()
        ? "'%s' is a word more than '%s' takes".formatted(first, command.qualifiedName())
        : noCommand(command, first);
  }

  /** What follows an unknown option may be its value, and is not named. */
  private static String noOption(CommandSpec command, String written) {
    String name = written.replaceFirst("=.*", "");
    Collection<String> known = command.optionsMap().keySet();
    Optional<String> cousin = Optional.ofNullable(COUSINS.get(name)).filter(known::contains);
    return "'%s' has no option '%s'%s"
        .formatted(command.qualifiedName(), name, meant(cousin.or(() -> Nearest.to(name, known))));
  }

  private static String noCommand(CommandSpec command, String word) {
    Collection<String> known = command.subcommands().keySet();
    Optional<String> nearest = Nearest.to(word, known);
    String others =
        nearest.isPresent() || known.size() > MOST_NAMES
            ? ""
            : ", only " + String.join(", ", known);
    return "there is no command '%s %s'%s%s"
        .formatted(command.qualifiedName(), word, meant(nearest), others);
  }

  private static String meant(Optional<String> name) {
    return name.map(" (did you mean '%s'?)"::formatted).orElse("");
  }

  /** The parser names values and their types as the code does, and parameters by their place. */
  private static String plain(String text) {
    String named =
        PARAMETER
            .matcher(text)
            .replaceAll("$1")
            .replaceFirst("' is not an? (int|long)$", "' is not a whole number, or too large")
            .replaceFirst("cannot convert ('.*') to UUID \\(.*\\)$", "$1 is no whole id");
    return NAMES
        .matcher(named)
        .replaceAll(names ->
            Matcher.quoteReplacement("expected one of " + names.group(1).toLowerCase(Locale.ROOT)));
  }

  /** A name in capitals stays one. */
  private static String lowerFirst(String text) {
    boolean isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return isWord ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
  }
}
