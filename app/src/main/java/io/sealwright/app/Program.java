package io.sealwright.app;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.Language;
import io.sealwright.engine.store.Database;
import io.sealwright.proofs.file.DiskWords;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs command lines: parses, carries out, and turns every failure into one line and a code. */
record Program(PrintWriter out, PrintWriter err, Locale locale) {
  /** What Java says when it lacks something else than room in its heap. */
  private static final Pattern OUTSIDE_HEAP =
      Pattern.compile("native thread|native memory|direct buffer|[Mm]ap failed|Metaspace");

  /** Returns the exit code; see {@link ExitCode}. */
  int run(String... arguments) {
    List<String> words = List.of(arguments);
    boolean debug = words.contains("--debug");
    CommandLine line =
        commandLine(Language.chosen(words, locale), commands(words))
            .setParameterExceptionHandler((failure, _) -> report(Misread.of(failure), debug))
            .setExecutionStrategy(Program::carryOut)
            .setExecutionExceptionHandler((failure, _, _) -> report(understood(failure), debug));
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) { // What it was needed for is garbage by now.
      return report(outOfMemory(e), debug);
    }
  }

  private static int carryOut(CommandLine.ParseResult parsed) {
    Misread.requireKnown(parsed);
    return new CommandLine.RunLast().execute(parsed);
  }

  /** The whole tree of commands, speaking one language. */
  CommandLine commandLine(Language language) {
    return commandLine(language, Sealwright.COMMANDS);
  }

  private CommandLine commandLine(Language language, List<Class<?>> commands) {
    CommandLine root = new CommandLine(new Sealwright());
    for (Class<?> command : commands) {
      root.addSubcommand(command);
    }
    return root.setResourceBundle(language.messages())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err);
  }

  /**
   * The command that is named first and no other: to read all of them from their classes takes as
   * long as the rest of a short command. All, where none is named, for help lists them.
   */
  private static List<Class<?>> commands(List<String> words) {
    String first = firstName(words);
    return Sealwright.COMMANDS.stream()
        .filter(command -> command.getAnnotation(Command.class).name().equals(first))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(Sealwright.COMMANDS);
  }

  /** The first word that is no option of the root's and no value of one. */
  private static String firstName(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(Language.OPTION)) {
        i++;
      } else if (!words.get(i).startsWith("-")) {
        return words.get(i);
      }
    }
    return "";
  }

  private int report(CommandFailure failure, boolean debug) {
    err.println("error: " + oneLine(message(failure)));
    if (debug) {
      failure.printStackTrace(err);
    }
    err.flush();
    return failure.code().number();
  }

  /** A thread that computes hands its error on as a cause. */
  private static Optional<OutOfMemoryError> memoryError(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(OutOfMemoryError.class::isInstance)
        .map(OutOfMemoryError.class::cast)
        .findFirst();
  }

  private static CommandFailure outOfMemory(OutOfMemoryError error) {
    String said = String.valueOf(error.getMessage());
    return (OUTSIDE_HEAP.matcher(said).find()
            ? CommandFailure.failed(
                "the system gives no more: " + said,
                "end other programs, or raise this one's limits of memory and threads")
            : CommandFailure.failed(
                "Java's heap of %d MiB is too small for this"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20),
                "start it with a larger one (JAVA_TOOL_OPTIONS=-Xmx…)"))
        .because(error);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** What is neither the operator's nor the world's doing is a bug, and is said to be one. */
  private static CommandFailure understood(Exception failure) {
    return switch (failure) {
      case CommandFailure known -> known;
      case IOException e ->
          CommandFailure.failed(DiskWords.of(e), "--debug shows where it happened").because(e);
      case Exception e when memoryError(e).isPresent() -> outOfMemory(memoryError(e).orElseThrow());
      case InterruptedException e ->
          CommandFailure.failed("interrupted", "the same command continues where it can")
              .because(e);
      case JdbiException e when Database.isGone(e) ->
          CommandFailure.unreachable(
                  "the database does not answer any more: " + Database.reason(e),
                  "check that it runs, and start again")
              .because(e);
      case Exception e ->
          CommandFailure.failed(
                  "a bug: " + e.getClass().getSimpleName() + ": " + message(e),
                  "please report it with what --debug shows")
              .because(e);
    };
  }

  static String message(Exception failure) {
    return Optional.ofNullable(failure.getMessage())
        .orElseGet(() -> failure.getClass().getSimpleName());
  }
}
