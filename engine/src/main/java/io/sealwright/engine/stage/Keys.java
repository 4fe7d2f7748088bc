package io.sealwright.engine.stage;

import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.vanilla.SealOpenings;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a worker proves with. */
public interface Keys {
  /** Whether there are keys of a set, whole or not. */
  boolean have(ParameterSet set);

  /**
   * The key that proofs of a set are verified with.
   *
   * @throws IOException that names the file if it is damaged
   */
  VerifyingKey verifyingKey(ParameterSet set) throws IOException;

  /**
   * Makes the proofs of all partitions; nothing says that they verify.
   *
   * @throws IOException if the parameters are damaged
   */
  List<Proof> prove(SealOpenings openings, int threads, Progress progress)
      throws IOException, TooLittleMemory, InterruptedException;

  /** For the verifying; a secure one outside tests. */
  RandomGenerator random();

  /** Proving would take more memory than it may. */
  final class TooLittleMemory extends Exception {
    private static final long serialVersionUID = 1L;

    TooLittleMemory(long needed, long allowed) {
      super("a proof takes %d bytes of memory, %d may be used".formatted(needed, allowed));
    }
  }
}
