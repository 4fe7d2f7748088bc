package io.sealwright.proofs.tree;

import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.protocol.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Poseidon tree of a whole sector: base trees in files of their own, and the levels that join
 * their roots, which are on no disk.
 */
public final class Forest {
  private final TreeShape shape;
  private final List<TreeReader> trees;
  private final List<Bytes32> roots;

  /**
   * @param trees as many as the shape has, in order
   */
  public Forest(TreeShape shape, List<TreeReader> trees) {
    if (trees.size() != shape.trees()) {
      throw new IllegalArgumentException(trees.size() + " trees of " + shape.trees());
    }
    this.shape = shape;
    this.trees = List.copyOf(trees);
    this.roots = trees.stream().map(TreeReader::root).toList();
  }

  /** The root of all. */
  public Bytes32 root() {
    return join(roots, shape);
  }

  /** The proof that a leaf, counted over all base trees, is in the forest. */
  public MerkleProof open(long leaf) {
    TreeReader tree = trees.get((int) (leaf / shape.leaves()));
    long within = leaf % shape.leaves();
    return proof(shape, roots, leaf, tree.leaf(within), tree.path(within));
  }

  /**
   * The same from what was read of a leaf's base tree.
   *
   * @param roots of all base trees
   * @param leaf counted over all base trees
   */
  public static MerkleProof proof(
      TreeShape shape, List<Bytes32> roots, long leaf, Bytes32 node, List<Step> path) {
    int tree = (int) (leaf / shape.leaves());
    return new MerkleProof(
        join(roots, shape),
        node,
        path,
        step(roots, shape.sub(), tree),
        step(subRoots(roots, shape), shape.top(), tree / Math.max(1, shape.sub())));
  }

  /** Joins the roots of base trees through the sub and top levels. */
  public static Bytes32 join(List<Bytes32> roots, TreeShape shape) {
    List<Bytes32> joined = subRoots(roots, shape);
    return (shape.top() == 0 ? joined : level(joined, shape.top())).getFirst();
  }

  private static List<Bytes32> subRoots(List<Bytes32> roots, TreeShape shape) {
    return shape.sub() == 0 ? roots : level(roots, shape.sub());
  }

  private static List<Bytes32> level(List<Bytes32> nodes, int arity) {
    NodeHash hash = NodeHash.poseidon(arity);
    List<Bytes32> parents = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i += arity) {
      parents.add(hash.join(nodes.subList(i, i + arity)));
    }
    return parents;
  }

  private static Optional<Step> step(List<Bytes32> nodes, int arity, int index) {
    if (arity == 0) {
      return Optional.empty();
    }
    int place = index % arity;
    List<Bytes32> siblings = new ArrayList<>(nodes.subList(index - place, index - place + arity));
    siblings.remove(place);
    return Optional.of(new Step(siblings, place));
  }
}
