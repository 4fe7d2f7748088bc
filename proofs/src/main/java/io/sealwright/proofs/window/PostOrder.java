package io.sealwright.proofs.window;

import io.sealwright.proofs.post.PostChallenges;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.post.PostPlaces;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.PostRandomness;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.util.Comparator;
import java.util.List;

/**
 * What is to be proven.
 *
 * @param randomness the chain's; its two top bits do not count
 */
public record PostOrder(PostKind kind, SectorSize size, Bytes32 randomness) {
  /** The keys it is proven with. */
  public ParameterSet parameterSet() {
    return ParameterSet.of(kind, size);
  }

  /** As the chain sorts the sectors of a deadline. */
  static List<PlacedSector> sorted(List<PlacedSector> sectors) {
    return sectors.stream().sorted(Comparator.comparing(PlacedSector::sector)).toList();
  }

  /**
   * The challenged leaves of a sector.
   *
   * @param position among the sectors that are proven
   */
  List<Long> leaves(SectorNumber sector, int position) {
    return PostChallenges.leaves(kind, size, PostRandomness.masked(randomness), sector, position);
  }

  /** Sorted sectors in partitions, each proven on its own; a winning proof is of one sector. */
  <T> List<List<T>> partitions(List<T> sorted) {
    return PostPlaces.partitions(sorted, kind == PostKind.WINNING ? 1 : parameterSet().places());
  }
}
