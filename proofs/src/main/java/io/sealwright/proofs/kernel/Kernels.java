package io.sealwright.proofs.kernel;

import io.sealwright.proofs.poseidon.Poseidon;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** For each hot loop that has one, the native kernel or the reason why Java computes it. */
public record Kernels(
    Loop<LabelKernel> labels,
    Loop<PoseidonKernel> poseidon,
    Loop<CurveKernel> curve,
    Loop<FieldKernel> transforms) {

  /** What computes a hot loop. */
  public sealed interface Loop<K> {
    record Native<K>(K loaded) implements Loop<K> {}

    record Java<K>(String reason) implements Loop<K> {}

    /** The kernel, unless Java computes this. */
    default Optional<K> kernel() {
      return switch (this) {
        case Native<K>(K loaded) -> Optional.of(loaded);
        case Java<K> _ -> Optional.empty();
      };
    }
  }

  /** Everything in Java. */
  public static final Kernels JAVA = allJava("Java is asked for");

  private static final class Machine {
    static final Kernels FOUND = NativeLibrary.open(cache());
  }

  /** The native kernels that this build and this machine have. Looked for once. */
  public static Kernels found() {
    return Machine.FOUND;
  }

  static Kernels allJava(String reason) {
    return new Kernels(
        new Loop.Java<>(reason),
        new Loop.Java<>(reason),
        new Loop.Java<>(reason),
        new Loop.Java<>(reason));
  }

  /** Whether any loop is native. */
  public boolean anyNative() {
    return Stream.of(labels, poseidon, curve, transforms)
        .anyMatch(loop -> loop.kernel().isPresent());
  }

  /** The hash of that many children, in what computes it. */
  public Poseidon poseidon(int arity) {
    return poseidon
        .kernel()
        .map(kernel -> kernel.ofArity(arity))
        .orElseGet(() -> Poseidon.ofArity(arity));
  }

  @Override
  public String toString() {
    return anyNative() ? "native" : "java";
  }

  /** Where a user's programs keep what they can make again. */
  private static Path cache() {
    String set = System.getenv("XDG_CACHE_HOME");
    Path cache =
        set != null && Path.of(set).isAbsolute()
            ? Path.of(set)
            : Path.of(System.getProperty("user.home"), ".cache");
    return cache.resolve("sealwright");
  }
}
