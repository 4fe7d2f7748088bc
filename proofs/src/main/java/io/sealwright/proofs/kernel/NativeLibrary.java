package io.sealwright.proofs.kernel;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.proofs.kernel.Kernels.Loop;
import io.sealwright.proofs.poseidon.KernelForm;
import io.sealwright.proofs.poseidon.Poseidon;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The library of kernels: found in the jar, put into a private folder, loaded, and asked. */
final class NativeLibrary {
  /** Bits of {@code kernel_features()}. */
  private static final int LABEL = 1;

  private static final int POSEIDON = 2;
  private static final int CURVE = 4;
  private static final int TRANSFORM = 8;
  private static final int POSEIDON_AVX2 = 16;

  private static final int AVX2_LANES = 4;

  private static final String UNUSABLE = "the library of kernels cannot be used: ";
  private static final String NO_SHA = "the processor has no instructions for SHA-256";
  private static final String NO_IFMA = "the processor has no AVX-512 with IFMA that it may use";

  private static final String NO_VECTORS =
      "the processor has neither AVX-512 with IFMA nor AVX2 that it may use";

  private final SymbolLookup symbols;

  private NativeLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /** Takes into use what can be. Whatever stands in the way becomes a reason, never a failure. */
  static Kernels open(Path cache) {
    try {
      return load(cache).map(NativeLibrary::kernels).orElseGet(NativeLibrary::notBuilt);
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return Kernels.allJava(UNUSABLE + e.getMessage());
    }
  }

  private static Kernels notBuilt() {
    return Kernels.allJava("this build has no library of kernels for " + platform());
  }

  /** As the build names it. */
  static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    return (os.startsWith("mac") ? "macos" : os) + "-" + (arch.equals("amd64") ? "x86_64" : arch);
  }

  @SuppressWarnings("restricted") // The library is ours: it comes from the jar this class is from.
  static Optional<NativeLibrary> load(Path cache) throws IOException {
    try (InputStream in = NativeLibrary.class.getResourceAsStream(platform() + "/kernels.so")) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] library = in.readAllBytes();
      String name = "kernels-" + HexFormat.of().formatHex(Sha256.of(library)) + ".so";
      Path file = PrivateFolder.open(cache.resolve("kernels")).put(name, library);
      return Optional.of(new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global())));
    }
  }

  private Kernels kernels() {
    int features = features();
    return new Kernels(
        () -> loop(features & LABEL, NO_SHA, () -> new LabelKernel(this), LabelCheck::passes),
        () -> poseidon(features),
        () -> loop(features & CURVE, NO_IFMA, () -> new CurveKernel(this), CurveCheck::passes),
        () -> loop(features & TRANSFORM, NO_IFMA, () -> new FieldKernel(this), FieldCheck::passes));
  }

  /** With vectors of 512 bits Java is as fast as the kernel for AVX2. */
  private Loop<PoseidonKernel> poseidon(int features) {
    KernelForm form = (features & POSEIDON) == 0 ? KernelForm.AVX2 : KernelForm.IFMA;
    if (form == KernelForm.AVX2 && Poseidon.lanesInJava() > AVX2_LANES) {
      return new Loop.Java<>(NO_IFMA);
    }
    return loop(
        features & (POSEIDON | POSEIDON_AVX2),
        NO_VECTORS,
        () -> new PoseidonKernel(this, form),
        PoseidonCheck::passes);
  }

  /** Whether the processor can run that form of Poseidon. */
  boolean canRun(KernelForm form) {
    return switch (form) {
      case IFMA -> (features() & POSEIDON) != 0;
      case AVX2 -> (features() & POSEIDON_AVX2) != 0;
    };
  }

  /**
   * A kernel, if its answers are right.
   *
   * @param feature 0 if the processor has not what it takes
   */
  private static <K> Loop<K> loop(
      int feature, String missing, Supplier<K> kernel, Predicate<K> check) {
    if (feature == 0) {
      return new Loop.Java<>(missing);
    }
    try {
      K loaded = kernel.get();
      if (check.test(loaded)) {
        return new Loop.Native<>(loaded);
      }
    } catch (IndexOutOfBoundsException e) {
      // It refused parents that are right: a wrong answer too.
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return new Loop.Java<>(UNUSABLE + e.getMessage());
    }
    return new Loop.Java<>("the kernel gave a wrong answer when it was checked");
  }

  private int features() {
    MethodHandle call = function("kernel_features", FunctionDescriptor.of(ValueLayout.JAVA_INT));
    try {
      return (int) call.invokeExact();
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /** A function of the library. */
  @SuppressWarnings("restricted")
  MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
    MemorySegment address =
        symbols
            .find(name)
            .orElseThrow(() -> new IllegalArgumentException("it has no function " + name));
    return Linker.nativeLinker().downcallHandle(address, type, options);
  }

  /** What a handle declares and a C function does not do. */
  static RuntimeException thrown(Throwable e) {
    return switch (e) {
      case RuntimeException bug -> bug;
      case Error error -> throw error;
      default -> new IllegalStateException(e);
    };
  }
}
