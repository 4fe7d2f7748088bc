package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.graph.Parents;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Openings of sizes that nobody seals in a test: one leaf with labels, columns and trees that hold,
 * but for the graph, for all parents are the leaf's neighbour, and siblings by chance.
 */
public final class MadeLeaf {
  private static final byte TOP_BITS_CLEAR = 0x3f;

  private final SectorSize size;
  private final Random random;

  private MadeLeaf(SectorSize size, Random random) {
    this.size = size;
    this.random = random;
  }

  /** One partition with so many times the same leaf. */
  public static SealOpenings openings(SectorSize size, int leaves, Random random) {
    return new MadeLeaf(size, random).openings(leaves);
  }

  /** A leaf in a replica tree of a size. */
  public static MerkleProof inclusion(SectorSize size, Random random) {
    MadeLeaf made = new MadeLeaf(size, random);
    return rooted(made.path(made.leaf(), made.node(), made.siblings()));
  }

  private SealOpenings openings(int leaves) {
    long leaf = leaf();
    Bytes32 replicaId = node();
    List<Bytes32> labelsOfParent = nodes(size.layers());
    Column unplaced = new Column(leaf ^ 1, labelsOfParent, path(leaf, node(), siblings()));
    List<Labeling> labelings =
        SealedSector.labelings(
            leaf,
            Collections.nCopies(Parents.BASE_DEGREE, unplaced),
            Collections.nCopies(Parents.EXPANDER_DEGREE, unplaced));
    List<Bytes32> labels = labelings.stream().map(labeling -> labeling.label(replicaId)).toList();
    List<List<Bytes32>> above = siblings();
    List<Bytes32> group = nodes(TreeShape.BASE_ARITY);
    int place = (int) (leaf % TreeShape.BASE_ARITY);
    group.set(place, new Column(leaf, labels, unplaced.inclusion()).hash());
    group.set(place ^ 1, unplaced.hash());
    Column own = new Column(leaf, labels, inGroup(group, leaf, above));
    Column parent = new Column(leaf ^ 1, labelsOfParent, inGroup(group, leaf ^ 1, above));
    MerkleProof data = data(leaf);
    Bytes32 encoded = Scalar.of(labels.getLast()).plus(Scalar.of(data.leaf())).toBytes32();
    MerkleProof replica = rooted(path(leaf, encoded, siblings()));
    LeafProof proof =
        new LeafProof(
            data,
            replica,
            own,
            Collections.nCopies(Parents.BASE_DEGREE, parent),
            Collections.nCopies(Parents.EXPANDER_DEGREE, parent),
            labelings,
            labelings.getLast());
    return new SealOpenings(
        new SealProof(SealFamily.V1_1, size),
        List.of(Collections.nCopies(leaves, proof)),
        new PAux(own.inclusion().root(), replica.root()).commR(),
        new CommD(data.root()),
        replicaId,
        node(),
        new Ticket(node()));
  }

  private long leaf() {
    return 2 + random.nextLong(size.nodes() - 2);
  }

  private Bytes32 node() {
    byte[] bytes = new byte[Bytes32.LENGTH];
    random.nextBytes(bytes);
    bytes[bytes.length - 1] &= TOP_BITS_CLEAR;
    return Bytes32.of(bytes);
  }

  private List<Bytes32> nodes(int count) {
    List<Bytes32> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(node());
    }
    return nodes;
  }

  /** Of all levels of a forest, lowest first. */
  private List<List<Bytes32>> siblings() {
    TreeShape shape = TreeShape.of(size);
    List<List<Bytes32>> siblings = new ArrayList<>();
    for (int level = 1; level < shape.full().rows(); level++) {
      siblings.add(nodes(TreeShape.BASE_ARITY - 1));
    }
    for (int arity : new int[] {shape.sub(), shape.top()}) {
      if (arity > 0) {
        siblings.add(nodes(arity - 1));
      }
    }
    return siblings;
  }

  /** The way of a leaf whose lowest group is known. */
  private MerkleProof inGroup(List<Bytes32> group, long leaf, List<List<Bytes32>> siblings) {
    int place = (int) (leaf % TreeShape.BASE_ARITY);
    List<Bytes32> others = new ArrayList<>(group);
    Bytes32 own = others.remove(place);
    List<List<Bytes32>> all = new ArrayList<>(siblings);
    all.set(0, others);
    return rooted(path(leaf, own, all));
  }

  private MerkleProof path(long leaf, Bytes32 node, List<List<Bytes32>> siblings) {
    List<Step> steps = new ArrayList<>();
    long left = leaf;
    for (List<Bytes32> level : siblings) {
      int arity = level.size() + 1;
      steps.add(new Step(level, (int) (left % arity)));
      left /= arity;
    }
    TreeShape shape = TreeShape.of(size);
    int base = shape.full().rows() - 1;
    return new MerkleProof(
        Bytes32.ZERO,
        node,
        steps.subList(0, base),
        shape.sub() > 0 ? Optional.of(steps.get(base)) : Optional.empty(),
        shape.top() > 0 ? Optional.of(steps.get(base + 1)) : Optional.empty());
  }

  private static MerkleProof rooted(MerkleProof path) {
    return new MerkleProof(path.poseidonRoot(), path.leaf(), path.base(), path.sub(), path.top());
  }

  private MerkleProof data(long leaf) {
    List<Step> steps = new ArrayList<>();
    for (int level = 0; 1L << level < size.nodes(); level++) {
      steps.add(new Step(nodes(1), (int) (leaf >>> level & 1)));
    }
    MerkleProof path =
        new MerkleProof(Bytes32.ZERO, node(), steps, Optional.empty(), Optional.empty());
    return new MerkleProof(path.dataRoot(), path.leaf(), steps, path.sub(), path.top());
  }
}
