package io.sealwright.proofs.kernel;

import java.lang.foreign.MemorySegment;

/**
 * What memory has to be before C, which checks nothing, gets it. Else an IllegalArgumentException.
 */
final class KernelMemory {
  private KernelMemory() {}

  static void requireBytes(String what, MemorySegment memory, long bytes) {
    require(what, memory, bytes, true, "native");
  }

  /** The same for words of eight bytes. */
  static void requireWords(String what, MemorySegment memory, long bytes) {
    require(what, memory, bytes, memory.address() % Long.BYTES == 0, "native and aligned");
  }

  private static void require(
      String what, MemorySegment memory, long bytes, boolean aligned, String needed) {
    if (!memory.isNative() || !aligned || memory.byteSize() < bytes) {
      throw new IllegalArgumentException(
          "%s: %s with %d bytes, where %d %s ones are needed"
              .formatted(
                  what, memory.isNative() ? "native" : "heap", memory.byteSize(), bytes, needed));
    }
  }

  static void requireWritable(String what, MemorySegment memory) {
    if (memory.isReadOnly()) {
      throw new IllegalArgumentException(what + " only for reading");
    }
  }
}
