package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.file.PartialFile;
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
import io.sealwright.protocol.SealFamily;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
   * Opens what a seed challenges. A synthetic sector whose layers have gone is opened from the file
   * that {@link #openSyntheticSet} left.
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
    LeafVerifier verifier = new LeafVerifier(order.config(), replicaId, commD, commR);
    try (Arena arena = Arena.ofShared()) {
      Opener opener =
          Files.exists(cache.syntheticProofs()) && order.proof().family() == SealFamily.SYNTHETIC
              ? fromSet(order, replicaId, commR, seed, cache, arena)
              : fromFiles(order, challenges, cache, sealed, arena);
      LeafProof[] proofs = new LeafProof[ChallengePlan.of(order.proof()).all()];
      List<Long> leaves = challenges.stream().flatMap(List::stream).toList();
      each(leaves, opener, verifier, (i, proof) -> proofs[i] = proof);
      return new SealOpenings(
          order.proof(),
          partitioned(List.of(proofs), challenges),
          commR,
          commD,
          replicaId,
          seed,
          order.ticket());
    } catch (InternalError e) {
      throw Mapped.lost(e);
    }
  }

  /**
   * Opens all leaves that any seed may challenge in a synthetic sector, and writes them to its file
   * of the cache folder, which is whole or not there. Throws as {@link #open} does.
   */
  public void openSyntheticSet(SealOrder order, CommD commD, CacheFolder cache, Path sealed)
      throws IOException, InterruptedException {
    if (order.proof().family() != SealFamily.SYNTHETIC) {
      throw new IllegalArgumentException(order.proof() + " has no set of challenges");
    }
    PAux roots = PAux.read(cache.pAux());
    Bytes32 replicaId = order.replicaId(commD);
    SyntheticChallenges set =
        new SyntheticChallenges(order.proof().size().nodes(), replicaId, roots.commR());
    List<Long> leaves = IntStream.range(0, set.size()).mapToObj(set::leaf).toList();
    SyntheticRecord form =
        new SyntheticRecord(
            order.config(),
            new SyntheticRecord.Roots(commD.value(), roots.commC(), roots.commRLast()));
    try (Arena arena = Arena.ofShared();
        PartialFile file = PartialFile.of(cache.syntheticProofs())) {
      SealedSector sector = SealedSector.map(order.config(), cache, sealed, arena);
      ByteBuffer head = ByteBuffer.allocate(SyntheticRecord.Roots.BYTES);
      form.roots().write(head);
      file.write(MemorySegment.ofArray(head.array()), 0);
      each(
          leaves,
          i -> sector.open(leaves.get(i)),
          new LeafVerifier(order.config(), replicaId, commD, roots.commR()),
          (i, proof) -> file.write(MemorySegment.ofArray(form.write(proof)), form.offset(i)));
      file.complete();
    } catch (InternalError e) {
      throw Mapped.lost(e);
    }
  }

  /** Opens one of a list of leaves. */
  private interface Opener {
    LeafProof open(int i) throws IOException;
  }

  /** Takes a leaf's proof, verified. */
  private interface Sink {
    void take(int i, LeafProof proof) throws IOException;
  }

  private static Opener fromFiles(
      SealOrder order, List<List<Long>> challenges, CacheFolder cache, Path sealed, Arena arena)
      throws IOException {
    SealedSector sector = SealedSector.map(order.config(), cache, sealed, arena);
    List<Long> leaves = challenges.stream().flatMap(List::stream).toList();
    return i -> sector.open(leaves.get(i));
  }

  private static Opener fromSet(
      SealOrder order, Bytes32 replicaId, CommR commR, Bytes32 seed, CacheFolder cache, Arena arena)
      throws IOException {
    SyntheticChallenges set =
        new SyntheticChallenges(order.proof().size().nodes(), replicaId, commR);
    SyntheticFile file =
        SyntheticFile.map(order.config(), set.size(), cache.syntheticProofs(), arena);
    List<Integer> places = set.chosenBy(seed, ChallengePlan.of(order.proof()).all());
    return i -> file.proof(places.get(i), set.leaf(places.get(i)));
  }

  /** Opens and verifies all, shared by threads; what is found wrong with any of them is thrown. */
  private void each(List<Long> leaves, Opener opener, LeafVerifier verifier, Sink sink)
      throws IOException, InterruptedException {
    ConcurrentSkipListMap<Integer, List<Fault>> faults = new ConcurrentSkipListMap<>();
    AtomicLong done = new AtomicLong();
    Workforce.share(
        means.threads(),
        leaves.size(),
        chunk -> {
          int i = (int) chunk;
          try {
            LeafProof proof = opener.open(i);
            List<Fault> found = verifier.faults(proof, leaves.get(i));
            if (found.isEmpty()) {
              sink.take(i, proof);
            } else {
              faults.put(i, found);
            }
          } catch (IllegalArgumentException e) {
            faults.put(i, List.of(Fault.unreadable(leaves.get(i))));
          }
          means
              .progress()
              .on(new ProgressEvent(Phase.C1, 0, done.incrementAndGet(), leaves.size()));
        });
    if (!faults.isEmpty()) {
      throw new SectorDamaged(
          faults.values().stream().flatMap(List::stream).toList(),
          faults.size() == leaves.size()
              && faults.values().stream().allMatch(OpeningPhase::wasSealedOtherwise));
    }
  }

  /** Labels that follow from no parents here, and are those that the column tree was made of. */
  private static boolean wasSealedOtherwise(List<Fault> faults) {
    Set<Fault.Part> parts = faults.stream().map(Fault::part).collect(Collectors.toSet());
    return parts.contains(Fault.Part.LAYER) && !parts.contains(Fault.Part.COLUMN_TREE);
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
