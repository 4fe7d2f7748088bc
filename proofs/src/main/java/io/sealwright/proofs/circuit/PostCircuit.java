package io.sealwright.proofs.circuit;

import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * That the sectors of one proof of spacetime hold (section 7.5). Sectors must be as many as the
 * circuit has places for: a short partition repeats its last one, and the one sector of a winning
 * proof counts as one for each of its challenges.
 */
public final class PostCircuit {
  private PostCircuit() {}

  /** Adds the circuit of a partition's sectors, which must have been verified. */
  public static void add(ConstraintSystem cs, List<SectorPost> sectors) {
    for (SectorPost sector : sectors) {
      Var commRLast = cs.allocate(Scalar.of(sector.roots().commRLast()));
      Var commC = cs.allocate(Scalar.of(sector.roots().commC()));
      Var commR = cs.allocate(Scalar.of(sector.commR().value()));
      Bits.inputize(cs, commR);
      Bits.equal(cs, commR, PoseidonGadget.hash(cs, List.of(commC, commRLast)));
      for (MerkleProof inclusion : sector.inclusions()) {
        Var leaf = cs.allocate(Scalar.of(inclusion.leaf()));
        MerkleGadget.poseidon(cs, leaf, inclusion, commRLast);
      }
    }
  }

  /** A sector of a partition, and what is challenged of it. */
  public record Challenged(CommR commR, List<Long> leaves) {
    public Challenged {
      leaves = List.copyOf(leaves);
    }
  }

  /** The public inputs of a partition's sectors, without the constant. */
  public static List<BigInteger> inputs(List<Challenged> sectors) {
    List<BigInteger> inputs = new ArrayList<>();
    for (Challenged sector : sectors) {
      Bytes32 commR = sector.commR().value();
      inputs.add(Scalar.of(commR).toBigInteger());
      sector.leaves().forEach(leaf -> inputs.add(BigInteger.valueOf(leaf)));
    }
    return List.copyOf(inputs);
  }
}
