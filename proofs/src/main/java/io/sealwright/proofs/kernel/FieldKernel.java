package io.sealwright.proofs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.TransformKernel;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Transforms eight columns side by side. Beside it in C: {@code transform_kernel.c}. */
public final class FieldKernel implements TransformKernel {
  private final MethodHandle transform;

  FieldKernel(NativeLibrary library) {
    this.transform =
        library.function(
            "kernel_transform",
            FunctionDescriptor.ofVoid(
                JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS,
                JAVA_LONG, ADDRESS),
            Linker.Option.critical(true));
  }

  @Override
  public void transform(Columns columns) {
    try {
      transform.invokeExact(
          columns.log(),
          columns.roots(),
          columns.before(),
          columns.after(),
          columns.from(),
          (long) columns.laneStride() * Fr.LIMBS,
          (long) columns.fromStride() * Fr.LIMBS,
          columns.to(),
          (long) columns.toStride() * Fr.LIMBS,
          columns.scratch());
    } catch (Throwable e) {
      throw NativeLibrary.thrown(e);
    }
  }
}
