package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.WindowKernel;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.TransformKernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The kernels of proofs in the program with sanitizers, a run of it for each call. */
record SanitizedProver(SanitizedKernel kernel) implements WindowKernel, TransformKernel {
  @Override
  public void addMultiples(
      Group group,
      Windows windows,
      MemorySegment points,
      MemorySegment scalars,
      int count,
      MemorySegment buckets) {
    byte[] input =
        joined(
            points.asSlice(0, (long) count * group.uncompressedBytes()),
            scalars.asSlice(0, (long) count * SCALAR_LIMBS * Long.BYTES),
            buckets);
    buckets.copyFrom(
        run(input, "multiples", CurveKernel.degree(group), windows.bits(), windows.first(), count));
  }

  @Override
  public void addPoints(Group group, MemorySegment points, int count, MemorySegment sums) {
    byte[] input = joined(points.asSlice(0, (long) count * group.uncompressedBytes()), sums);
    sums.copyFrom(run(input, "points", CurveKernel.degree(group), count));
  }

  @Override
  public void sumBuckets(
      Group group, int bucketsOfWindow, MemorySegment buckets, MemorySegment sums) {
    sums.copyFrom(run(joined(buckets), "buckets", CurveKernel.degree(group), bucketsOfWindow));
  }

  @Override
  public void transform(Columns columns) {
    long last = (1L << columns.log()) - 1;
    long reach = (TransformKernel.LANES - 1L) * columns.laneStride() + last * columns.fromStride();
    byte[] input =
        joined(
            columns.roots(),
            columns.before(),
            columns.after(),
            columns.from().asSlice(0, (reach + 1) * Fr.BYTES));
    MemorySegment results =
        run(
            input,
            "transform",
            columns.log(),
            columns.laneStride(),
            columns.fromStride(),
            columns.toStride());
    for (long i = 0; i <= last; i++) {
      long at = i * columns.toStride() * Fr.BYTES;
      MemorySegment.copy(results, at, columns.to(), at, (long) TransformKernel.LANES * Fr.BYTES);
    }
  }

  private static byte[] joined(MemorySegment... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (MemorySegment part : parts) {
      joined.writeBytes(part.toArray(ValueLayout.JAVA_BYTE));
    }
    return joined.toByteArray();
  }

  private MemorySegment run(byte[] input, Object... arguments) {
    try {
      SanitizedKernel.Outcome outcome = kernel.run(0, input, arguments);
      assertThat(outcome.code()).as(outcome.errors()).isZero();
      return outcome.output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
