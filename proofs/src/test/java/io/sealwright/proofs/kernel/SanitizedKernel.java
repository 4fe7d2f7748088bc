package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The kernels in a program of their own, {@code src/test/c/sanitized.c}, compiled with sanitizers
 * that end it at the first access beyond its memory or step beyond the language.
 *
 * @param program the words that run it
 * @param folder where it lies, and what it reads and writes
 */
record SanitizedKernel(List<String> program, Path folder) {
  private static final Path KERNELS = Path.of("src/main/c");
  private static final String CROSS_COMPILER = "aarch64-linux-gnu-gcc";
  private static final String EMULATOR = "qemu-aarch64-static";

  /** Where the cross compiler's libraries are. */
  private static final String ARM_ROOT = "/usr/aarch64-linux-gnu";

  static SanitizedKernel build(Path folder) throws IOException {
    return build(folder, "cc", List.of());
  }

  /** The kernels for ARM64, run by an emulator; nothing where it or the compiler is missing. */
  static Optional<SanitizedKernel> buildForArm(Path folder) throws IOException {
    if (!isInstalled(CROSS_COMPILER) || !isInstalled(EMULATOR)) {
      return Optional.empty();
    }
    // The search for leaks needs to trace a process, which an emulator does not do.
    String options = "ASAN_OPTIONS=detect_leaks=0";
    List<String> emulator = List.of("env", options, EMULATOR, "-cpu", "max", "-L", ARM_ROOT);
    return Optional.of(build(folder, CROSS_COMPILER, emulator));
  }

  private static boolean isInstalled(String command) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(place -> Files.isExecutable(Path.of(place, command)));
  }

  private static SanitizedKernel build(Path folder, String compiler, List<String> emulator)
      throws IOException {
    String program = folder.resolve("sanitized").toString();
    List<String> command = new ArrayList<>(List.of(compiler, "-std=c11", "-O1", "-I" + KERNELS));
    command.addAll(List.of("-Wall", "-Wextra", "-Werror"));
    command.addAll(List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all"));
    command.addAll(List.of("-o", program, "src/test/c/sanitized.c"));
    try (var sources = Files.list(KERNELS)) {
      sources.map(Path::toString).filter(name -> name.endsWith(".c")).forEach(command::add);
    }
    List<String> words = new ArrayList<>(emulator);
    words.add(program);
    SanitizedKernel kernel = new SanitizedKernel(words, folder);
    Outcome outcome = kernel.run(command, new byte[0]);
    assertThat(outcome.code).as(outcome.errors).isZero();
    return kernel;
  }

  /** What a run gave, what it complained of, and its exit code. */
  record Outcome(MemorySegment output, String errors, int code) {}

  /**
   * Runs a kernel: see the C source for arguments and input.
   *
   * @param missing bytes that memory for results is short of
   */
  Outcome run(int missing, byte[] input, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.add("" + missing);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(command, input);
  }

  private Outcome run(List<String> command, byte[] input) throws IOException {
    Path in = folder.resolve("input");
    Path errors = folder.resolve("errors");
    try {
      Files.write(in, input);
      ProcessBuilder builder = new ProcessBuilder(command).redirectInput(in.toFile());
      Process process = builder.redirectError(errors.toFile()).start();
      MemorySegment output = MemorySegment.ofArray(process.getInputStream().readAllBytes());
      int code = process.waitFor();
      return new Outcome(output, Files.readString(errors, StandardCharsets.UTF_8), code);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }
}
