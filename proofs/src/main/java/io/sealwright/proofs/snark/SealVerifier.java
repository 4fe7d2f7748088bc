package io.sealwright.proofs.snark;

import io.sealwright.proofs.circuit.PorepCircuit;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Verifier;
import io.sealwright.proofs.groth16.Verifier.Claim;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.vanilla.ChallengePlan;
import io.sealwright.proofs.vanilla.Challenges;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.bytes.ByteString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Verifies seal proofs, all partitions of all sectors at once. A proof of a non-interactive sector
 * is an aggregate of its partitions' proofs, which is not read here.
 */
public final class SealVerifier {
  private final VerifyingKey key;
  private final RandomGenerator random;

  public SealVerifier(VerifyingKey key, RandomGenerator random) {
    this.key = key;
    this.random = random;
  }

  /** A sealed sector and the proof of it, the partitions' one after another. */
  public record Sealed(SealOrder order, CommD commD, CommR commR, Bytes32 seed, ByteString proof) {
    public Sealed {
      if (order.proof().family() == SealFamily.NON_INTERACTIVE) {
        throw new IllegalArgumentException(
            "proofs of non-interactive sectors are aggregates, which are not verified here");
      }
    }
  }

  /** Whether all sectors are proven. */
  public boolean holds(List<Sealed> sectors) {
    List<Claim> claims = new ArrayList<>();
    for (Sealed sector : sectors) {
      Optional<List<Claim>> claimed = claims(sector);
      if (claimed.isEmpty()) {
        return false;
      }
      claims.addAll(claimed.get());
    }
    return new Verifier(key, random).holds(claims);
  }

  private static Optional<List<Claim>> claims(Sealed sector) {
    Bytes32 commD = sector.commD.value();
    Bytes32 commR = sector.commR.value();
    int partitions = ChallengePlan.of(sector.order.proof()).partitions();
    Optional<List<Proof>> proofs = Proof.readAll(sector.proof.toBytes(), partitions);
    if (proofs.isEmpty()
        || !Fr.isCanonical(commD)
        || !Fr.isCanonical(commR)
        || commD.equals(Bytes32.ZERO)
        || commR.equals(Bytes32.ZERO)) {
      return Optional.empty();
    }
    List<List<BigInteger>> inputs = inputs(sector);
    List<Claim> claims = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      claims.add(new Claim(proofs.get().get(p), inputs.get(p)));
    }
    return Optional.of(claims);
  }

  /** The public inputs of each partition. */
  private static List<List<BigInteger>> inputs(Sealed sector) {
    Bytes32 replicaId = sector.order.replicaId(sector.commD);
    StackedGraph graph = sector.order.config().graph();
    return Challenges.of(sector.order.proof(), replicaId, sector.commR, sector.seed).stream()
        .map(leaves ->
            PorepCircuit.inputs(
                replicaId,
                sector.commD.value(),
                sector.commR.value(),
                leaves.stream().map(leaf -> challenged(graph, leaf)).toList()))
        .toList();
  }

  private static PorepCircuit.Challenged challenged(StackedGraph graph, long leaf) {
    return new PorepCircuit.Challenged(
        leaf, Arrays.stream(graph.parents(leaf)).asLongStream().boxed().toList());
  }
}
