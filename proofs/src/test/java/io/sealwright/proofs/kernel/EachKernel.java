package io.sealwright.proofs.kernel;

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
}
