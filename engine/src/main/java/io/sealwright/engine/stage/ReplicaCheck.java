package io.sealwright.engine.stage;

import io.sealwright.engine.storage.FinalizePlan;
import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.vanilla.Fault;
import io.sealwright.proofs.vanilla.LeafVerifier;
import io.sealwright.proofs.vanilla.SealedSector;
import io.sealwright.proofs.vanilla.SectorDamaged;
import io.sealwright.protocol.CommD;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Whether layers, trees and replica belong together, by opening some leaves in all of them as C1
 * will.
 */
record ReplicaCheck(Job job, SealOrder seal, CommD commD) {
  /** What P1 made. */
  private static final Set<Fault.Part> LABELS = EnumSet.of(Fault.Part.LAYER, Fault.Part.DATA_TREE);

  /**
   * What is wrong with a replica, in words.
   *
   * @throws SectorDamaged if it is what the replica was made from
   */
  Optional<String> fault(CacheFolder cache, Path sealed) throws IOException, InterruptedException {
    try (Arena arena = Arena.ofConfined()) {
      PAux roots = PAux.read(cache.pAux());
      SealedSector sector = SealedSector.map(seal.config(), cache, sealed, arena);
      if (!new PAux(sector.commC(), sector.commRLast()).equals(roots)) {
        return Optional.of("p_aux does not have the roots of the trees");
      }
      return opened(sector, roots);
    } catch (IllegalArgumentException _) {
      return Optional.of("it holds values that no sealing writes");
    } catch (InternalError e) {
      throw Mapped.lost(e);
    } catch (SectorDamaged e) {
      throw e;
    } catch (FileSystemException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> opened(SealedSector sector, PAux roots)
      throws SectorDamaged, InterruptedException {
    LeafVerifier verifier =
        new LeafVerifier(seal.config(), seal.replicaId(commD), commD, roots.commR());
    SplittableRandom random = new SplittableRandom(job.order().samples());
    for (int i = 0; i < FinalizePlan.SAMPLED_LEAVES; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped while checking a replica");
      }
      long leaf = random.nextLong(1, job.size().nodes()); // Leaf 0 has no parents.
      List<Fault> faults = verifier.faults(sector.open(leaf), leaf);
      List<Fault> labels = faults.stream().filter(found -> LABELS.contains(found.part())).toList();
      if (!labels.isEmpty()) {
        throw new SectorDamaged(labels, false);
      }
      if (!faults.isEmpty()) {
        return Optional.of(faults.getFirst().words());
      }
    }
    return Optional.empty();
  }
}
