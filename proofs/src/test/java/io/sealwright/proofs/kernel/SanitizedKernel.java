package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.poseidon.KernelPlan;
import io.sealwright.proofs.poseidon.Poseidon;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernels in a program of their own, {@code src/test/c/sanitized.c}, compiled with sanitizers
 * that end it at the first access beyond its memory or step beyond the language.
 */
record SanitizedKernel(Path program) implements Poseidon.Kernel {
  private static final Path KERNELS = Path.of("src/main/c");

  static SanitizedKernel build(Path folder) throws IOException {
    Path program = folder.resolve("sanitized");
    List<String> command =
        new ArrayList<>(
            List.of("cc", "-std=c11", "-O1", "-I" + KERNELS, "-fsanitize=address,undefined"));
    command.add("-fno-sanitize-recover=all");
    command.addAll(List.of("-o", program.toString(), "src/test/c/sanitized.c"));
    try (var sources = Files.list(KERNELS)) {
      sources.map(Path::toString).filter(name -> name.endsWith(".c")).forEach(command::add);
    }
    SanitizedKernel kernel = new SanitizedKernel(program);
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
    List<String> command = new ArrayList<>(List.of(program.toString(), "" + missing));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(command, input);
  }

  private Outcome run(List<String> command, byte[] input) throws IOException {
    Path in = program.resolveSibling("input");
    Path errors = program.resolveSibling("errors");
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

  @Override
  public int lanes() {
    return 16;
  }

  @Override
  public void hash(
      KernelPlan plan,
      MemorySegment nodes,
      int laneStride,
      int childStride,
      MemorySegment digests) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.writeBytes(plan.words().toArray(ValueLayout.JAVA_BYTE));
    input.writeBytes(nodes.toArray(ValueLayout.JAVA_BYTE));
    Outcome outcome;
    try {
      outcome =
          run(
              0,
              input.toByteArray(),
              "poseidon",
              plan.width(),
              plan.partialRounds(),
              plan.words().byteSize(),
              laneStride,
              childStride);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(outcome.code).as(outcome.errors).isZero();
    digests.copyFrom(outcome.output);
  }
}
