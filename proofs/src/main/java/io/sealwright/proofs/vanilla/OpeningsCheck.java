package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.protocol.Bytes32;
import java.util.List;
import java.util.Optional;

/** Verifies openings that came from elsewhere, before they are proven at great cost. */
public final class OpeningsCheck {
  private OpeningsCheck() {}

  /**
   * What is wrong with openings that should be of a sector, in words; nothing if all hold.
   *
   * @param order what the replica id must follow from
   */
  public static Optional<String> fault(SealOpenings openings, SealOrder order) {
    if (!order.proof().equals(openings.proof())
        || !order.replicaId(openings.commD()).equals(openings.replicaId())) {
      return Optional.of("the openings are of another sector than " + order.sector());
    }
    if (openings.seed().equals(Bytes32.ZERO)) {
      return Optional.of("the seed is zero");
    }
    List<List<Long>> challenges =
        Challenges.of(openings.proof(), openings.replicaId(), openings.commR(), openings.seed());
    LeafVerifier verifier =
        new LeafVerifier(order.config(), openings.replicaId(), openings.commD(), openings.commR());
    if (!openings.partitions().stream()
        .map(List::size)
        .toList()
        .equals(challenges.stream().map(List::size).toList())) {
      return Optional.of("the openings are not as many as the challenges");
    }
    for (int p = 0; p < challenges.size(); p++) {
      for (int i = 0; i < challenges.get(p).size(); i++) {
        List<Fault> faults =
            verifier.faults(openings.partitions().get(p).get(i), challenges.get(p).get(i));
        if (!faults.isEmpty()) {
          return Optional.of(faults.getFirst().words());
        }
      }
    }
    return Optional.empty();
  }
}
