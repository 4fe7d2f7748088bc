package io.sealwright.proofs.circuit;

import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.protocol.Bytes32;
import java.util.ArrayList;
import java.util.List;

/**
 * That a leaf is in a tree with a given root. The number of the leaf becomes one public input
 * (section 6.2, "PoR").
 */
final class MerkleGadget {
  private final ConstraintSystem cs;
  private final NodeGadget hash;

  private interface NodeGadget {
    Var parent(ConstraintSystem cs, List<Var> children);
  }

  private MerkleGadget(ConstraintSystem cs, NodeGadget hash) {
    this.cs = cs;
    this.hash = hash;
  }

  static void poseidon(ConstraintSystem cs, Var leaf, MerkleProof path, Var root) {
    new MerkleGadget(cs, PoseidonGadget::hash).run(leaf, path, root);
  }

  static void sha256(ConstraintSystem cs, Var leaf, MerkleProof path, Var root) {
    new MerkleGadget(cs, MerkleGadget::sha256).run(leaf, path, root);
  }

  private static Var sha256(ConstraintSystem cs, List<Var> children) {
    List<Bit> message = new ArrayList<>();
    children.forEach(child -> message.addAll(Bits.turnBytes(Bits.ofNumber(cs, child))));
    return numberOf(cs, Sha256Gadget.digest(cs, message));
  }

  /** The number of a digest, its two top bits cut. */
  static Var numberOf(ConstraintSystem cs, List<Bit> digest) {
    return Bits.pack(cs, Bits.turnBytes(digest).subList(0, Bits.CAPACITY));
  }

  private void run(Var leaf, MerkleProof path, Var root) {
    Var node = leaf;
    List<Bit> index = new ArrayList<>();
    for (Step step : path.steps()) {
      List<Bit> place = new ArrayList<>();
      for (int bit = 0; 1 << bit < step.arity(); bit++) {
        place.add(Bits.allocate(cs, (step.index() >>> bit & 1) == 1));
      }
      index.addAll(place);
      List<Var> siblings = new ArrayList<>();
      for (Bytes32 sibling : step.siblings()) {
        siblings.add(cs.allocate(Scalar.of(sibling)));
      }
      node = hash.parent(cs, insert(node, siblings, place));
    }
    Bits.packIntoInput(cs, index);
    Bits.equal(cs, node, root);
  }

  /** The children: the siblings with the node among them at its place. */
  private List<Var> insert(Var x, List<Var> siblings, List<Bit> place) {
    return switch (place.size()) {
      case 1 -> {
        Var s = siblings.getFirst();
        yield List.of(pick(place.getFirst(), s, x), pick(place.getFirst(), x, s));
      }
      case 2 -> insertOfFour(x, siblings, place);
      case 3 -> insertOfEight(x, siblings, place);
      default -> throw new IllegalArgumentException("no tree of arity " + (siblings.size() + 1));
    };
  }

  private List<Var> insertOfFour(Var x, List<Var> siblings, List<Bit> place) {
    Bit b0 = place.get(0);
    Bit b1 = place.get(1);
    Var b = siblings.get(0);
    Var c = siblings.get(1);
    Var d = siblings.get(2);
    return List.of(
        pick(b1, b, pick(b0, b, x)),
        pick(b1, c, pick(b0, x, b)),
        pick(b1, pick(b0, d, x), c),
        pick(b1, pick(b0, x, d), d));
  }

  private List<Var> insertOfEight(Var x, List<Var> siblings, List<Bit> place) {
    Bit b0 = place.get(0);
    Bit b1 = place.get(1);
    Bit b2 = place.get(2);
    Var b = siblings.get(0);
    Var c = siblings.get(1);
    Var d = siblings.get(2);
    Var e = siblings.get(3);
    Var f = siblings.get(4);
    Var g = siblings.get(5);
    Var h = siblings.get(6);
    Bit neither = Bits.and(cs, b0.not(), b1.not());
    Bit both = Bits.and(cs, b0, b1);
    return List.of(
        pick(b2, b, pick(neither, x, b)),
        pick(b2, c, pick(b1, c, pick(b0, x, b))),
        pick(b2, d, pick(b1, pick(b0, d, x), c)),
        pick(b2, e, pick(both, x, d)),
        pick(b2, pick(neither, x, f), e),
        pick(b2, pick(b1, g, pick(b0, x, f)), f),
        pick(b2, pick(b1, pick(b0, h, x), g), g),
        pick(b2, pick(both, x, h), h));
  }

  private Var pick(Bit condition, Var a, Var b) {
    return Bits.pick(cs, condition, a, b);
  }
}
