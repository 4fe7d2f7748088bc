package io.sealwright.app.cli.node;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The processes of Lotus on this host: {@code pgrep lotus -a}, with a word for what each is. */
final class Processes {
  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_.-]+");
  private static final int LONGEST_LINE = 300;

  private Processes() {}

  /** One process. */
  record Found(long pid, String role, String user, Optional<Instant> started, String line) {
    Map<String, @Nullable Object> facts() {
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("pid", pid);
      facts.put("role", role);
      facts.put("user", user);
      facts.put("started", started.map(Instant::toString).orElse(null));
      facts.put("command", line);
      return facts;
    }
  }

  /** Those there are now, by their number. */
  static List<Found> now() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> found(process).stream())
        .sorted(Comparator.comparingLong(Found::pid))
        .toList();
  }

  private static Optional<Found> found(ProcessHandle process) {
    ProcessHandle.Info about = process.info();
    String command = about.command().orElse("");
    String program = command.isEmpty() ? "" : String.valueOf(Path.of(command).getFileName());
    if (!program.contains("lotus")) {
      return Optional.empty();
    }
    List<String> arguments = Arrays.asList(about.arguments().orElse(new String[0]));
    return Optional.of(
        new Found(
            process.pid(),
            role(program, arguments),
            about.user().orElse(""),
            about.startInstant(),
            line(program, arguments)));
  }

  /** What a process is, by its program and its first word; a passing command is {@code command}. */
  static String role(String program, List<String> arguments) {
    if (program.startsWith("lotus-worker") || program.startsWith("lotusworker")) {
      return arguments.contains("run") ? "worker" : "command";
    }
    if (program.startsWith("lotus-miner") || program.startsWith("lotusminer")) {
      return arguments.contains("run") ? "miner" : "command";
    }
    return arguments.contains("daemon") && !arguments.contains("stop") ? "daemon" : "command";
  }

  /** A command line without the tokens that may be in it. */
  static String line(String program, List<String> arguments) {
    String whole = (program + " " + String.join(" ", arguments)).strip();
    String hidden = TOKEN.matcher(whole).replaceAll("eyJ…");
    return hidden.length() <= LONGEST_LINE ? hidden : hidden.substring(0, LONGEST_LINE) + "…";
  }
}
