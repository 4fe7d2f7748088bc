package io.sealwright.engine.duty;

import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.protocol.bytes.ByteString;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What proofs are made with, or what stands in their place. */
public sealed interface ProofMeans {
  /**
   * Proofs that hold, each verified when it is made.
   *
   * @param random for verifying; a secure one outside tests
   */
  record Real(ParameterFolder parameters, Supplier<Blinding> blinding, RandomGenerator random)
      implements ProofMeans {}

  /**
   * The words that a dev chain takes which was told so. The files are read as for a real proof.
   *
   * @param words for so many partitions
   */
  record Withheld(IntFunction<ByteString> words) implements ProofMeans {}

  /** Real proofs where there are parameters for them, else what a dev chain may take instead. */
  static Optional<ProofMeans> choose(Real real, ParameterSet set, Optional<Withheld> withheld) {
    return Files.exists(real.parameters().parameters(set))
        ? Optional.of(real)
        : withheld.map(words -> words);
  }
}
