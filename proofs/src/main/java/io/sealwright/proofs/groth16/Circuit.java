package io.sealwright.proofs.groth16;

import io.sealwright.proofs.circuit.ConstraintSystem;

/** A circuit that can be added to any system, always the same constraints in the same order. */
@FunctionalInterface
public interface Circuit {
  void addTo(ConstraintSystem cs);
}
