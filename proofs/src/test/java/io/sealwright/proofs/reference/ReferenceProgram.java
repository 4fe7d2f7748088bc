package io.sealwright.proofs.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The reference as a program, built by cargo when it is first asked for. */
final class ReferenceProgram {
  private static final Path BENCH = Path.of("..", "bench").toAbsolutePath().normalize();

  /** Where its keys are kept: they take minutes. */
  static final Path KEYS = BENCH.resolve("target/reference-keys");

  private final Path program;
  private final Path parents;

  private ReferenceProgram(Path program, Path parents) {
    this.program = program;
    this.parents = parents;
  }

  static ReferenceProgram build(Path parents) throws IOException, InterruptedException {
    Path target = BENCH.resolve("target/reference");
    Outcome built =
        run(
            List.of(
                "cargo",
                "build",
                "--quiet",
                "--release",
                "--locked",
                "--manifest-path",
                BENCH.resolve("peers/reference/Cargo.toml").toString()),
            Map.of("RUSTFLAGS", "-C target-cpu=native", "CARGO_TARGET_DIR", target.toString()));
    assertThat(built.code()).as(String.join("\n", built.lines())).isZero();
    return new ReferenceProgram(target.resolve("release/filproofs-peer"), parents);
  }

  /** What a run said, and its exit code. */
  record Outcome(int code, List<String> lines) {}

  Outcome run(String... arguments) throws IOException, InterruptedException {
    Files.createDirectories(KEYS);
    List<String> command =
        Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    return run(
        command,
        Map.of(
            "FIL_PROOFS_PARAMETER_CACHE", KEYS.toString(),
            "FIL_PROOFS_PARENT_CACHE", parents.toString()));
  }

  private static Outcome run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> lines;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      lines = out.lines().toList();
    }
    return new Outcome(process.waitFor(), lines);
  }
}
