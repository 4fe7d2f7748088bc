package io.sealwright.proofs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.WindowKernel;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Adds multiples of points, eight windows at a time. Beside it in C: {@code curve_kernel.c}. */
public final class CurveKernel implements WindowKernel {
  private final MethodHandle multiples;
  private final MethodHandle points;
  private final MethodHandle buckets;

  CurveKernel(NativeLibrary library) {
    this.multiples =
        library.function(
            "kernel_add_multiples",
            FunctionDescriptor.ofVoid(
                JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    this.points =
        library.function(
            "kernel_add_points", FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
    this.buckets =
        library.function(
            "kernel_sum_buckets", FunctionDescriptor.ofVoid(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS));
  }

  @Override
  public void addMultiples(
      Group group,
      Windows windows,
      MemorySegment points,
      MemorySegment scalars,
      int count,
      MemorySegment buckets) {
    requirePoints(group, points, count);
    KernelMemory.requireWords("scalars", scalars, (long) count * SCALAR_LIMBS * Long.BYTES);
    requireTarget("buckets", buckets, windows.bytes(group));
    try {
      multiples.invokeExact(
          degree(group), windows.bits(), windows.first(), points, scalars, (long) count, buckets);
    } catch (Throwable e) {
      throw NativeLibrary.thrown(e);
    }
  }

  @Override
  public void addPoints(Group group, MemorySegment points, int count, MemorySegment sums) {
    requirePoints(group, points, count);
    requireTarget("sums", sums, LANES * WindowKernel.bucketBytes(group));
    try {
      this.points.invokeExact(degree(group), points, (long) count, sums);
    } catch (Throwable e) {
      throw NativeLibrary.thrown(e);
    }
  }

  @Override
  public void sumBuckets(
      Group group, int bucketsOfWindow, MemorySegment buckets, MemorySegment sums) {
    if (bucketsOfWindow < 1) {
      throw new IllegalArgumentException(bucketsOfWindow + " buckets");
    }
    long bytes = (long) LANES * bucketsOfWindow * WindowKernel.bucketBytes(group);
    KernelMemory.requireWords("buckets", buckets, bytes);
    requireTarget("sums", sums, LANES * 4L * group.limbs() * Long.BYTES);
    try {
      this.buckets.invokeExact(degree(group), (long) bucketsOfWindow, buckets, sums);
    } catch (Throwable e) {
      throw NativeLibrary.thrown(e);
    }
  }

  static int degree(Group group) {
    return switch (group) {
      case G1 -> 1;
      case G2 -> 2;
    };
  }

  private static void requirePoints(Group group, MemorySegment points, int count) {
    if (count < 0) {
      throw new IllegalArgumentException(count + " points");
    }
    KernelMemory.requireWords("points", points, (long) count * group.uncompressedBytes());
  }

  private static void requireTarget(String what, MemorySegment memory, long bytes) {
    KernelMemory.requireWords(what, memory, bytes);
    KernelMemory.requireWritable(what + " are", memory);
  }
}
