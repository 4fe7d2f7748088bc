package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.poseidon.KernelForm;
import io.sealwright.proofs.poseidon.KernelPlan;
import io.sealwright.proofs.poseidon.Poseidon;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Poseidon in the program with sanitizers, a run of it for each call. */
record SanitizedPoseidon(SanitizedKernel kernel, KernelForm form) implements Poseidon.Kernel {
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
    String name = form == KernelForm.IFMA ? "poseidon" : "poseidon_avx2";
    SanitizedKernel.Outcome outcome;
    try {
      outcome =
          kernel.run(
              0,
              input.toByteArray(),
              name,
              plan.width(),
              plan.partialRounds(),
              plan.words().byteSize(),
              laneStride,
              childStride);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(outcome.code()).as(outcome.errors()).isZero();
    digests.copyFrom(outcome.output());
  }
}
