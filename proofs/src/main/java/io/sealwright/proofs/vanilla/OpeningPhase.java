package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.Workforce;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Phase 1 of a commit (C1): opens the challenged leaves of a sealed sector and verifies every one
 * of them before it lets them go.
 */
public final class OpeningPhase {
  private final Means means;

  public OpeningPhase(Means means) {
    this.means = means;
  }

  /**
   * Opens what a seed challenges.
   *
   * @param cache as phase 2 left it, layers and all trees still there
   * @throws SectorDamaged if an opened leaf does not verify; it names what is wrong
   * @throws IOException that names the file which is missing, has another size or cannot be read
   */
  public SealOpenings open(
      SealOrder order, CommD commD, Bytes32 seed, CacheFolder cache, Path sealed)
      throws IOException, InterruptedException {
    CommR commR = PAux.read(cache.pAux()).commR();
    Bytes32 replicaId = order.replicaId(commD);
    List<List<Long>> challenges = Challenges.of(order.proof(), replicaId, commR, seed);
    try (Arena arena = Arena.ofShared()) {
      SealedSector sector = SealedSector.map(order.config(), cache, sealed, arena);
      LeafVerifier verifier = new LeafVerifier(order.config(), replicaId, commD, commR);
      List<LeafProof> proofs =
          proofs(challenges.stream().flatMap(List::stream).toList(), sector, verifier);
      return new SealOpenings(
          order.proof(),
          partitioned(proofs, challenges),
          commR,
          commD,
          replicaId,
          seed,
          order.ticket());
    } catch (InternalError e) {
      throw Mapped.lost(e);
    }
  }

  private List<LeafProof> proofs(List<Long> leaves, SealedSector sector, LeafVerifier verifier)
      throws IOException, InterruptedException {
    LeafProof[] proofs = new LeafProof[leaves.size()];
    TreeMap<Integer, List<Fault>> faults = new TreeMap<>();
    AtomicLong done = new AtomicLong();
    Workforce.share(
        means.threads(),
        leaves.size(),
        chunk -> {
          int i = (int) chunk;
          long leaf = leaves.get(i);
          List<Fault> found;
          try {
            proofs[i] = sector.open(leaf);
            found = verifier.faults(proofs[i], leaf);
          } catch (IllegalArgumentException e) {
            found = List.of(Fault.unreadable(leaf));
          }
          if (!found.isEmpty()) {
            synchronized (faults) {
              faults.put(i, found);
            }
          }
          means
              .progress()
              .on(new ProgressEvent(Phase.C1, 0, done.incrementAndGet(), leaves.size()));
        });
    if (!faults.isEmpty()) {
      throw new SectorDamaged(faults.values().stream().flatMap(List::stream).toList());
    }
    return List.of(proofs);
  }

  private static List<List<LeafProof>> partitioned(
      List<LeafProof> proofs, List<List<Long>> challenges) {
    List<List<LeafProof>> partitions = new ArrayList<>();
    int from = 0;
    for (List<Long> partition : challenges) {
      partitions.add(proofs.subList(from, from + partition.size()));
      from += partition.size();
    }
    return Collections.unmodifiableList(partitions);
  }
}
