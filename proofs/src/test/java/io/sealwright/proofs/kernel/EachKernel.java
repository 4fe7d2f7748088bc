package io.sealwright.proofs.kernel;

import io.sealwright.proofs.poseidon.KernelForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a test runs with: Java always, the native kernels where this build and machine have them.
 */
public final class EachKernel {
  private EachKernel() {}

  public static Stream<Kernels> all() {
    Stream<Kernels> natives = Stream.of(Kernels.found()).filter(Kernels::anyNative);
    return Stream.concat(Stream.of(Kernels.JAVA), natives);
  }

  /** Poseidon in each form that this machine can run, not only in the one that is chosen. */
  public static List<PoseidonKernel> poseidon() {
    try {
      Optional<NativeLibrary> library = NativeLibrary.load(Kernels.cache());
      return library.stream()
          .flatMap(loaded ->
              Stream.of(KernelForm.values())
                  .filter(loaded::canRun)
                  .map(form -> new PoseidonKernel(loaded, form)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
