package io.sealwright.proofs.kernel;

import io.sealwright.proofs.poseidon.Poseidon;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For each hot loop that has one, the native kernel or the reason why Java computes it. A kernel is
 * checked when it is first asked for: who seals need not wait for the kernels of proofs.
 */
public final class Kernels {

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

  private final Supplier<Loop<LabelKernel>> labels;
  private final Supplier<Loop<PoseidonKernel>> poseidon;
  private final Supplier<Loop<CurveKernel>> curve;
  private final Supplier<Loop<FieldKernel>> transforms;

  Kernels(
      Supplier<Loop<LabelKernel>> labels,
      Supplier<Loop<PoseidonKernel>> poseidon,
      Supplier<Loop<CurveKernel>> curve,
      Supplier<Loop<FieldKernel>> transforms) {
    this.labels = new Once<>(labels);
    this.poseidon = new Once<>(poseidon);
    this.curve = new Once<>(curve);
    this.transforms = new Once<>(transforms);
  }

  /** Asks once, and has the answer from then on. */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> asked;
    private @Nullable T answer;

    Once(Supplier<T> asked) {
      this.asked = asked;
    }

    @Override
    public synchronized T get() {
      if (answer == null) {
        answer = asked.get();
      }
      return answer;
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
        () -> new Loop.Java<>(reason),
        () -> new Loop.Java<>(reason),
        () -> new Loop.Java<>(reason),
        () -> new Loop.Java<>(reason));
  }

  public Loop<LabelKernel> labels() {
    return labels.get();
  }

  public Loop<PoseidonKernel> poseidon() {
    return poseidon.get();
  }

  /** Sums of multiples of points. */
  public Loop<CurveKernel> curve() {
    return curve.get();
  }

  /** Transforms of polynomials. */
  public Loop<FieldKernel> transforms() {
    return transforms.get();
  }

  /** Whether any loop is native. */
  public boolean anyNative() {
    return Stream.<Supplier<? extends Loop<?>>>of(labels, poseidon, curve, transforms)
        .anyMatch(loop -> loop.get().kernel().isPresent());
  }

  /** The hash of that many children, in what computes it. */
  public Poseidon poseidon(int arity) {
    return poseidon()
        .kernel()
        .map(kernel -> kernel.ofArity(arity))
        .orElseGet(() -> Poseidon.ofArity(arity));
  }

  @Override
  public String toString() {
    return anyNative() ? "native" : "java";
  }

  /** Where a user's programs keep what they can make again. */
  static Path cache() {
    String set = System.getenv("XDG_CACHE_HOME");
    Path cache =
        set != null && Path.of(set).isAbsolute()
            ? Path.of(set)
            : Path.of(System.getProperty("user.home"), ".cache");
    return cache.resolve("sealwright");
  }
}
