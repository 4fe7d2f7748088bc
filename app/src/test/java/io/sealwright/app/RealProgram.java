package io.sealwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The program as operators start it: a process of its own, with this build's classes.
 *
 * @param folder where it is started; its output is kept beside
 * @param prefix what starts it, as {@code unshare}; none for a plain start
 * @param compiler the JVM's options for how far it compiles: for tiny sectors little is quicker
 */
public record RealProgram(Path folder, List<String> prefix, List<String> compiler) {
  private static final List<String> FAR =
      List.of("-XX:TieredStopAtLevel=4", "--add-modules", "jdk.incubator.vector");

  /** Vector code that is compiled no further takes seconds for what takes milliseconds without. */
  private static final List<String> LITTLE = List.of("-XX:TieredStopAtLevel=1");

  /** Far beyond what any command of a test takes; only a hang reaches it. */
  private static final long MINUTES_AT_MOST = 10;

  /** Made once for all tests of a build. */
  private static final Path PARENT_CACHES = Path.of("target", "parent-caches").toAbsolutePath();

  static RealProgram in(Path folder) {
    return new RealProgram(folder, List.of(), FAR);
  }

  /** For sectors of a few kibibytes. */
  public static RealProgram forTinySectors(Path folder) {
    return new RealProgram(folder, List.of(), LITTLE);
  }

  public RealProgram startedBy(List<String> command) {
    return new RealProgram(folder, command, compiler);
  }

  /** How a run ended. */
  public record Ended(int code, String out, String err) {
    /** The lines that tell of errors. */
    public List<String> errors() {
      return err.lines().filter(line -> line.startsWith("error: ")).toList();
    }
  }

  /** A run that has not ended. */
  public record Running(Process process, Path out, Path err) implements AutoCloseable {
    public Ended end() throws IOException, InterruptedException {
      if (!process.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("the program hangs");
      }
      return new Ended(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    /** Lets it run for a while, then ends it without notice; returns whether it was still there. */
    boolean killAfter(long millis) throws InterruptedException {
      if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
        return false;
      }
      process.destroyForcibly().waitFor();
      return true;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  public Ended run(String... arguments) throws IOException, InterruptedException {
    try (Running running = start(arguments)) {
      return running.end();
    }
  }

  public Running start(String... arguments) throws IOException {
    Path out = Files.createTempFile(folder.toAbsolutePath().getParent(), "out-", ".txt");
    Path err = Files.createTempFile(folder.toAbsolutePath().getParent(), "err-", ".txt");
    List<String> line = new ArrayList<>(prefix);
    line.addAll(java(compiler));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("FIL_PROOFS_PARENT_CACHE", PARENT_CACHES.toString());
    return new Running(builder.start(), out, err);
  }

  private static List<String> java(List<String> compiler) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(compiler);
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.language=en",
            "-cp",
            classPath(),
            "io.sealwright.app.Main"));
    return line;
  }

  private static String classPath() {
    return Optional.ofNullable(System.getProperty("surefire.test.class.path"))
        .orElseGet(() -> System.getProperty("java.class.path"));
  }
}
