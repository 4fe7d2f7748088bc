package io.sealwright.engine.stage;

import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.vanilla.SealOpenings;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A worker without parameter files. */
final class NoKeys implements Keys {
  @Override
  public boolean have(ParameterSet set) {
    return false;
  }

  @Override
  public VerifyingKey verifyingKey(ParameterSet set) throws NoSuchFileException {
    throw new NoSuchFileException(set.fileName());
  }

  @Override
  public List<Proof> prove(SealOpenings openings, int threads, Progress progress)
      throws NoSuchFileException {
    throw new NoSuchFileException("no parameters");
  }

  @Override
  public RandomGenerator random() {
    return new SplittableRandom(1);
  }
}
