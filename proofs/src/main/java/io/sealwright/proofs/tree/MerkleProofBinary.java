package io.sealwright.proofs.tree;

import io.sealwright.proofs.bincode.BincodeReader;
import io.sealwright.proofs.bincode.BincodeWriter;
import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.protocol.Bytes32;
import java.util.List;
import java.util.Optional;

/** The binary form of a Merkle proof (proofs specification, section 7.3). */
public final class MerkleProofBinary {
  private static final int SINGLE = 0;
  private static final int SUB = 1;
  private static final int TOP = 2;

  private MerkleProofBinary() {}

  public static void write(BincodeWriter out, MerkleProof proof) {
    if (proof.sub().isEmpty()) {
      out.number32(SINGLE);
      out.node(proof.root());
      out.node(proof.leaf());
      path(out, proof.base());
      return;
    }
    out.number32(proof.top().isEmpty() ? SUB : TOP);
    path(out, proof.base());
    path(out, proof.sub().stream().toList());
    proof.top().ifPresent(step -> path(out, List.of(step)));
    out.node(proof.root());
    out.node(proof.leaf());
  }

  public static MerkleProof read(BincodeReader in) {
    int variant = in.number32();
    if (variant == SINGLE) {
      Bytes32 root = in.node();
      Bytes32 leaf = in.node();
      return new MerkleProof(root, leaf, path(in), Optional.empty(), Optional.empty());
    }
    if (variant != SUB && variant != TOP) {
      throw new IllegalArgumentException("a Merkle proof of kind " + variant);
    }
    List<Step> base = path(in);
    Optional<Step> sub = Optional.of(onlyStep(in));
    Optional<Step> top = variant == TOP ? Optional.of(onlyStep(in)) : Optional.empty();
    Bytes32 root = in.node();
    return new MerkleProof(root, in.node(), base, sub, top);
  }

  private static void path(BincodeWriter out, List<Step> steps) {
    out.list(
        steps,
        step -> {
          out.list(step.siblings(), out::node);
          out.number64(step.index());
        });
  }

  private static List<Step> path(BincodeReader in) {
    return in.list(() -> new Step(in.list(in::node), in.smallNumber64()));
  }

  private static Step onlyStep(BincodeReader in) {
    List<Step> steps = path(in);
    if (steps.size() != 1) {
      throw new IllegalArgumentException("a joining level of " + steps.size() + " levels");
    }
    return steps.getFirst();
  }
}
