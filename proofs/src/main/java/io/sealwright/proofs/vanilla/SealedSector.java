package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.graph.Parents;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PorepConfig;
import io.sealwright.proofs.tree.Forest;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.NodeHash;
import io.sealwright.proofs.tree.TreeLayout;
import io.sealwright.proofs.tree.TreeReader;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A sector as phase 2 leaves it, mapped: layers, replica and trees. Leaves are opened from it by
 * any number of threads.
 */
public final class SealedSector {
  private static final long NODE = Bytes32.LENGTH;

  private final StackedGraph graph;
  private final List<MemorySegment> layers;
  private final TreeReader data;
  private final Forest columns;
  private final Forest replica;

  private SealedSector(
      StackedGraph graph,
      List<MemorySegment> layers,
      TreeReader data,
      Forest columns,
      Forest replica) {
    this.graph = graph;
    this.layers = List.copyOf(layers);
    this.data = data;
    this.columns = columns;
    this.replica = replica;
  }

  /**
   * Maps the files of a sector for as long as the arena lives.
   *
   * @throws IOException that names the file that is missing or has another size
   */
  public static SealedSector map(PorepConfig config, CacheFolder cache, Path sealed, Arena arena)
      throws IOException {
    TreeShape shape = config.shape();
    long bytes = config.size().bytes();
    List<MemorySegment> layers = new ArrayList<>();
    for (int layer = 1; layer <= config.size().layers(); layer++) {
      layers.add(Mapped.readOnly(cache.layer(layer), bytes, arena));
    }
    MemorySegment leaves = Mapped.readOnly(sealed, bytes, arena);
    TreeLayout pairs = new TreeLayout(2, config.size().nodes(), 0);
    MemorySegment dataTree = Mapped.readOnly(cache.treeD(), pairs.fileBytes(), arena);
    NodeHash hash = NodeHash.poseidon(TreeShape.BASE_ARITY);
    List<TreeReader> columns = new ArrayList<>();
    List<TreeReader> replica = new ArrayList<>();
    for (int i = 0; i < shape.trees(); i++) {
      TreeLayout whole = shape.full();
      columns.add(
          TreeReader.whole(
              hash,
              whole,
              Mapped.readOnly(cache.treeC(i, shape.trees()), whole.fileBytes(), arena)));
      TreeLayout upper = shape.withoutDiscardedRows();
      replica.add(
          new TreeReader(
              hash,
              upper,
              Mapped.readOnly(cache.treeRLast(i, shape.trees()), upper.fileBytes(), arena),
              leaves.asSlice(i * shape.leaves() * NODE, shape.leaves() * NODE)));
    }
    return new SealedSector(
        config.graph(),
        layers,
        TreeReader.whole(NodeHash.sha254(), pairs, dataTree),
        new Forest(shape, columns),
        new Forest(shape, replica));
  }

  /** The root of the column tree, from its files. */
  public Bytes32 commC() {
    return columns.root();
  }

  /** The root of the replica tree, from its files. */
  public Bytes32 commRLast() {
    return replica.root();
  }

  /** Opens a leaf; not leaf 0, which is never challenged. */
  public LeafProof open(long leaf) {
    int[] parents = graph.parents(leaf);
    List<Column> base = columns(Arrays.copyOf(parents, Parents.BASE_DEGREE));
    List<Column> expander =
        columns(Arrays.copyOfRange(parents, Parents.BASE_DEGREE, Parents.DEGREE));
    List<Labeling> labelings = labelings(leaf, base, expander);
    return new LeafProof(
        new MerkleProof(
            data.root(), data.leaf(leaf), data.path(leaf), Optional.empty(), Optional.empty()),
        replica.open(leaf),
        column(leaf),
        base,
        expander,
        labelings,
        labelings.getLast());
  }

  /** What each label of a node was hashed from, out of the columns of its parents. */
  static List<Labeling> labelings(long leaf, List<Column> base, List<Column> expander) {
    List<Labeling> labelings = new ArrayList<>();
    int layers = base.getFirst().labels().size();
    for (int layer = 1; layer <= layers; layer++) {
      labelings.add(labeling(leaf, layer, base, expander));
    }
    return labelings;
  }

  private static Labeling labeling(long leaf, int layer, List<Column> base, List<Column> expander) {
    List<Bytes32> distinct = new ArrayList<>();
    base.forEach(column -> distinct.add(column.label(layer)));
    if (layer > 1) {
      expander.forEach(column -> distinct.add(column.label(layer - 1)));
    }
    return Labeling.of(distinct, layer, leaf);
  }

  private List<Column> columns(int[] nodes) {
    return Arrays.stream(nodes).mapToObj(this::column).toList();
  }

  private Column column(long node) {
    List<Bytes32> labels =
        layers.stream()
            .map(layer ->
                Bytes32.of(layer.asSlice(node * NODE, NODE).toArray(ValueLayout.JAVA_BYTE)))
            .toList();
    return new Column(node, labels, columns.open(node));
  }
}
