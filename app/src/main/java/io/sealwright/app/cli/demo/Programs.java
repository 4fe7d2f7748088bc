package io.sealwright.app.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.app.cli.connect.Peer;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.StandardInput;
import io.sealwright.proofs.kernel.Kernels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * This program as further processes, started as this one was; what each of them says goes to files
 * in a folder. None is left when it is closed, or this one has ended without that.
 */
final class Programs implements AutoCloseable {
  private static final String MAIN = "io.sealwright.app.Main";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Path folder;
  private final String language;
  private final Map<String, String> environment;
  private final Map<String, Process> running = new LinkedHashMap<>();

  /** How far the JVM of a process compiles. */
  enum Compiler {
    /** For a process that computes little: it starts in half of the time. */
    LITTLE,
    /** For one whose time counts once it runs. */
    FAR;

    private List<String> options() {
      boolean inJava = Kernels.found().labels() instanceof Kernels.Loop.Java<?>;
      return this == FAR || inJava
          ? List.of("--add-modules", "jdk.incubator.vector")
          : List.of("-XX:TieredStopAtLevel=1");
    }
  }

  /** How a process ended. */
  record Ended(int code, String out, String err) {}

  /**
   * No process yet.
   *
   * @param environment what they are told beside what this one was
   */
  Programs(Path folder, String language, Map<String, String> environment) {
    this.folder = folder;
    this.language = language;
    this.environment = Map.copyOf(environment);
  }

  /** Starts one that runs until it is ended. */
  void start(String name, Compiler compiler, String... arguments) throws IOException {
    running.put(name, begin(name, compiler, Map.of(), arguments));
  }

  /** Waits until one has said a line that begins so, and returns the rest of the line. */
  String await(String name, String beginning)
      throws IOException, InterruptedException, CommandFailure {
    for (long i = 0; i < PATIENCE.dividedBy(BETWEEN_LOOKS); i++) {
      for (String line : Files.readAllLines(out(name), UTF_8)) {
        if (line.startsWith(beginning)) {
          return line.substring(beginning.length());
        }
      }
      requireRunning();
      Thread.sleep(BETWEEN_LOOKS);
    }
    throw gone(name + " says nothing for too long", name);
  }

  /** Refuses to go on without one of them. */
  void requireRunning() throws CommandFailure {
    for (Map.Entry<String, Process> one : running.entrySet()) {
      if (!one.getValue().isAlive()) {
        throw gone(
            "%s has ended with code %d".formatted(one.getKey(), one.getValue().exitValue()),
            one.getKey());
      }
    }
  }

  /** Runs one to its end. */
  Ended run(String name, Map<String, String> told, String... arguments)
      throws IOException, InterruptedException, CommandFailure {
    Process process = begin(name, Compiler.LITTLE, told, arguments);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw gone(name + " does not end", name);
      }
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out(name), UTF_8),
        Files.readString(err(name), UTF_8));
  }

  /** Ends one as an init system does: {@link Process#destroy} would close its input too. */
  void end(String name) throws InterruptedException, CommandFailure {
    Process process = running.get(name);
    if (process == null) {
      throw new IllegalArgumentException(name + " was not started");
    }
    boolean _ = process.toHandle().destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw gone(name + " does not end", name);
    }
    running.remove(name);
    if (process.exitValue() != 0) {
      throw gone("%s ended with code %d".formatted(name, process.exitValue()), name);
    }
  }

  /** Ends all that still run, without notice, and waits until they are gone from their files. */
  @Override
  public void close() {
    running.values().forEach(Process::destroyForcibly);
    boolean interrupted = Thread.interrupted();
    try {
      for (Process process : running.values()) {
        boolean _ = process.waitFor(LAST_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      interrupted = true;
    }
    running.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  Path out(String name) {
    return folder.resolve(name + ".out");
  }

  private Path err(String name) {
    return folder.resolve(name + ".err");
  }

  private CommandFailure gone(String what, String name) {
    return CommandFailure.failed(what, "see " + err(name));
  }

  private Process begin(
      String name, Compiler compiler, Map<String, String> told, String... arguments)
      throws IOException {
    List<String> line = java(compiler);
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out(name).toFile())
            .redirectError(err(name).toFile());
    // A node or a miner of the operator's is none of the demonstration's.
    Stream.of(Peer.values()).flatMap(Peer::variables).forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    builder.environment().putAll(told);
    return builder.start();
  }

  private List<String> java(Compiler compiler) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(compiler.options());
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Duser.language=" + language,
            "-D%s=true".formatted(StandardInput.ENDS_PROCESS),
            "-cp",
            classPath(),
            MAIN));
    return line;
  }

  /** Of this process, whose folder is another one than theirs. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
