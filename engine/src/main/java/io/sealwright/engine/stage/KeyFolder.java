package io.sealwright.engine.stage;

import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.SealProver;
import io.sealwright.proofs.vanilla.SealOpenings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Keys in a folder of parameter files.
 *
 * @param memory bytes that a proof may take
 * @param kernels what computes the hot loops
 * @param random for blinding and verifying; a secure one outside tests
 */
public record KeyFolder(
    ParameterFolder folder, long memory, Kernels kernels, RandomGenerator random) implements Keys {

  @Override
  public boolean have(ParameterSet set) {
    return Files.exists(folder.parameters(set)) && Files.exists(folder.verifyingKey(set));
  }

  @Override
  public VerifyingKey verifyingKey(ParameterSet set) throws IOException {
    return folder.key(set);
  }

  /** The next partition's circuit is synthesised ahead where there is memory for both. */
  @Override
  public List<Proof> prove(SealOpenings openings, int threads, Progress progress)
      throws IOException, TooLittleMemory, InterruptedException {
    ParameterSet set = new ParameterSet(ParameterSet.Kind.POREP, openings.proof().size());
    try (Arena arena = Arena.ofShared()) {
      ParameterFile parameters = folder.map(set, arena);
      boolean ahead =
          openings.partitions().size() > 1
              && SealProver.memory(parameters, threads, true) <= memory;
      long needed = SealProver.memory(parameters, threads, ahead);
      if (needed > memory) {
        throw new TooLittleMemory(needed, memory);
      }
      return new SealProver(parameters, threads, ahead, progress, kernels)
          .prove(openings, () -> Blinding.draw(random));
    }
  }
}
