package io.sealwright.proofs.circuit;

import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.vanilla.Column;
import io.sealwright.proofs.vanilla.Labeling;
import io.sealwright.proofs.vanilla.LeafProof;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * That one partition of a seal proof holds: the leaves its seed challenged were labelled, encoded
 * and committed to as the protocol says (section 6.3). The openings must have been verified: a
 * circuit of false ones is made all the same and does not hold.
 */
public final class PorepCircuit {
  private final ConstraintSystem cs;

  private PorepCircuit(ConstraintSystem cs) {
    this.cs = cs;
  }

  /** Adds the circuit of a partition, counted from 0. */
  public static void add(ConstraintSystem cs, SealOpenings openings, int partition) {
    List<LeafProof> leaves = openings.partitions().get(partition);
    LeafProof first = leaves.getFirst();
    PAux roots = new PAux(first.column().inclusion().root(), first.replica().root());
    new PorepCircuit(cs).add(openings, roots, leaves);
  }

  /**
   * The public inputs of a partition, without the constant.
   *
   * @param leaves each with its parents, in the graph's order
   */
  public static List<BigInteger> inputs(
      Bytes32 replicaId, Bytes32 commD, Bytes32 commR, List<Challenged> leaves) {
    Stream<BigInteger> commitments =
        Stream.of(replicaId, commD, commR).map(node -> Scalar.of(node).toBigInteger());
    return Stream.concat(commitments, leaves.stream().flatMap(Challenged::inputs)).toList();
  }

  /** A challenged leaf and its parents. */
  public record Challenged(long leaf, List<Long> parents) {
    public Challenged {
      parents = List.copyOf(parents);
    }

    /** Its number in the data tree, its parents', and its own as node, replica leaf and column. */
    private Stream<BigInteger> inputs() {
      Stream<Long> after = Stream.of(leaf, leaf, leaf);
      return Stream.concat(Stream.concat(Stream.of(leaf), parents.stream()), after)
          .map(BigInteger::valueOf);
    }
  }

  /** What the challenges of a partition have in common. */
  private record Common(List<Bit> replicaId, Var commD, Var commC, Var commRLast) {}

  private void add(SealOpenings openings, PAux roots, List<LeafProof> leaves) {
    Var replicaId = allocate(openings.replicaId());
    Bits.inputize(cs, replicaId);
    List<Bit> replicaIdBits = Bits.turnBytes(Bits.ofNumber(cs, replicaId));
    Var commD = allocate(openings.commD().value());
    Bits.inputize(cs, commD);
    Var commR = allocate(openings.commR().value());
    Bits.inputize(cs, commR);
    Var commRLast = allocate(roots.commRLast());
    Var commC = allocate(roots.commC());
    Bits.equal(cs, commR, PoseidonGadget.hash(cs, List.of(commC, commRLast)));
    Common common = new Common(replicaIdBits, commD, commC, commRLast);
    leaves.forEach(leaf -> add(leaf, common));
  }

  private void add(LeafProof proof, Common common) {
    Var data = allocate(proof.data().leaf());
    MerkleGadget.sha256(cs, data, proof.data(), common.commD);
    List<List<Var>> base = columns(proof.baseParents(), common.commC);
    List<List<Var>> expander = columns(proof.expanderParents(), common.commC);
    List<Bit> node = new ArrayList<>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      node.add(Bits.allocate(cs, (proof.column().node() >>> bit & 1) == 1));
    }
    Bits.packIntoInput(cs, node);
    List<Var> labels = labels(base, expander, node, common);
    Var key = labels.getLast();
    Var encoded = cs.allocate(key.value().plus(data.value()));
    cs.enforce(Combination.of(key).plus(data), Combination.one(), Combination.of(encoded));
    MerkleGadget.poseidon(cs, encoded, proof.replica(), common.commRLast);
    MerkleGadget.poseidon(
        cs, PoseidonGadget.hash(cs, labels), proof.column().inclusion(), common.commC);
  }

  private List<List<Var>> columns(List<Column> parents, Var commC) {
    List<List<Var>> columns = new ArrayList<>();
    for (Column parent : parents) {
      List<Var> labels = parent.labels().stream().map(this::allocate).toList();
      MerkleGadget.poseidon(cs, PoseidonGadget.hash(cs, labels), parent.inclusion(), commC);
      columns.add(labels);
    }
    return columns;
  }

  private List<Var> labels(
      List<List<Var>> base, List<List<Var>> expander, List<Bit> node, Common common) {
    List<Var> labels = new ArrayList<>();
    int layers = base.getFirst().size();
    for (int layer = 0; layer < layers; layer++) {
      List<List<Bit>> parents = new ArrayList<>();
      for (List<Var> parent : base) {
        parents.add(bits(parent.get(layer)));
      }
      for (int i = 0; layer > 0 && i < expander.size(); i++) {
        parents.add(bits(expander.get(i).get(layer - 1)));
      }
      labels.add(label(common.replicaId, layer + 1, node, parents));
    }
    return labels;
  }

  private List<Bit> bits(Var number) {
    return Bits.turnBytes(Bits.ofNumber(cs, number));
  }

  private Var label(List<Bit> replicaId, int layer, List<Bit> node, List<List<Bit>> parents) {
    List<Bit> message = new ArrayList<>(replicaId);
    for (int bit = Integer.SIZE - 1; bit >= 0; bit--) {
      message.add(Bit.known((layer >>> bit & 1) == 1));
    }
    message.addAll(node.reversed());
    while (message.size() < 2 * Bytes32.LENGTH * Byte.SIZE) {
      message.add(Bit.FALSE);
    }
    for (int i = 0; i < Labeling.PARENTS; i++) {
      message.addAll(parents.get(i % parents.size()));
    }
    return MerkleGadget.numberOf(cs, Sha256Gadget.digest(cs, message));
  }

  private Var allocate(Bytes32 node) {
    return cs.allocate(Scalar.of(node));
  }
}
