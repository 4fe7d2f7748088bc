package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import java.io.IOException;
import java.nio.file.Path;

/** A sector of the reference's, sealed again in a folder and ready to be opened. */
public record OpenedSector(GoldenSector golden, SealOrder order, CacheFolder cache, Path sealed) {
  /** The seed of all recorded sectors. */
  static final Bytes32 SEED = Bytes32.repeat(2);

  public static OpenedSector seal(GoldenSector golden, Path folder, Path parents)
      throws IOException, InterruptedException {
    CacheFolder cache = golden.seal(folder, means(parents));
    return new OpenedSector(golden, golden.order(), cache, folder.resolve("sealed"));
  }

  static Means means(Path parents) {
    return new Means(2, parents, Progress.silent());
  }

  public SealOpenings open(Path parents) throws IOException, InterruptedException {
    return new OpeningPhase(means(parents)).open(order, golden.commD(), SEED, cache, sealed);
  }

  LeafVerifier verifier() {
    return new LeafVerifier(
        order.config(), golden.replicaId(), golden.commD(), new CommR(golden.hex("comm_r")));
  }
}
