package io.sealwright.proofs.tree;

import io.sealwright.proofs.field.Fr;
import io.sealwright.protocol.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That a leaf is in a tree (proofs specification, section 5.5): the siblings met on the way from
 * the leaf to the root. Nothing in it has been checked against anything.
 *
 * @param base the levels of the leaf's base tree, lowest first
 * @param sub the level that joins base trees, where the size has one
 * @param top the level above that, where the size has one
 */
public record MerkleProof(
    Bytes32 root, Bytes32 leaf, List<Step> base, Optional<Step> sub, Optional<Step> top) {
  public MerkleProof {
    base = List.copyOf(base);
    if (top.isPresent() && sub.isEmpty()) {
      throw new IllegalArgumentException("a top level without a sub level");
    }
  }

  /**
   * One level.
   *
   * @param siblings in the order of the children, without the child one comes from
   * @param index the place of that child
   */
  public record Step(List<Bytes32> siblings, int index) {
    public Step {
      siblings = List.copyOf(siblings);
      if (index < 0 || index > siblings.size()) {
        throw new IllegalArgumentException(
            "child " + index + " of " + (siblings.size() + 1) + " children");
      }
    }

    public int arity() {
      return siblings.size() + 1;
    }

    List<Bytes32> children(Bytes32 child) {
      List<Bytes32> children = new ArrayList<>(siblings);
      children.add(index, child);
      return children;
    }
  }

  /** All levels, lowest first. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>(base);
    sub.ifPresent(steps::add);
    top.ifPresent(steps::add);
    return List.copyOf(steps);
  }

  /** The number of the leaf that the places on the way lead to. */
  public long leafIndex() {
    long index = 0;
    long weight = 1;
    for (Step step : steps()) {
      index += weight * step.index();
      weight *= step.arity();
    }
    return index;
  }

  /** How many leaves a tree with these levels has. */
  public long leaves() {
    return steps().stream().mapToLong(Step::arity).reduce(1, (a, b) -> a * b);
  }

  /** Whether the levels are those of such a forest. */
  public boolean isShaped(TreeShape shape) {
    return base.stream().allMatch(step -> step.arity() == TreeShape.BASE_ARITY)
        && base.size() == shape.full().rows() - 1
        && sub.map(Step::arity).orElse(0) == shape.sub()
        && top.map(Step::arity).orElse(0) == shape.top();
  }

  /** Whether the levels are those of a binary tree with so many leaves. */
  public boolean isBinary(long leaves) {
    return sub.isEmpty() && base.stream().allMatch(step -> step.arity() == 2) && leaves() == leaves;
  }

  /** Whether leaf and siblings are field elements, which Poseidon needs. */
  public boolean isCanonical() {
    return Fr.isCanonical(leaf)
        && steps().stream().allMatch(step -> step.siblings().stream().allMatch(Fr::isCanonical));
  }

  /** The root that the leaf and its siblings hash to, by SHA-256 in a tree over data. */
  public Bytes32 dataRoot() {
    Bytes32 node = leaf;
    for (Step step : base) {
      node = NodeHash.sha254().join(step.children(node));
    }
    return node;
  }

  /** The root that the leaf and its siblings hash to, by Poseidon. */
  public Bytes32 poseidonRoot() {
    return poseidonRoots(List.of(this)).getFirst();
  }

  /**
   * The roots that proofs of one shape hash to, by Poseidon, in order: a level of all at a time,
   * which costs a fraction of one after the other.
   */
  public static List<Bytes32> poseidonRoots(List<MerkleProof> proofs) {
    List<Bytes32> nodes = proofs.stream().map(MerkleProof::leaf).toList();
    List<List<Step>> ways = proofs.stream().map(MerkleProof::steps).toList();
    int levels = ways.isEmpty() ? 0 : ways.getFirst().size();
    for (int level = 0; level < levels; level++) {
      List<Bytes32> children = new ArrayList<>();
      int arity = ways.getFirst().get(level).arity();
      for (int i = 0; i < ways.size(); i++) {
        children.addAll(ways.get(i).get(level).children(nodes.get(i)));
      }
      nodes = NodeHash.poseidon(arity).joinAll(children);
    }
    return nodes;
  }
}
