package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.graph.Parents;
import io.sealwright.proofs.porep.PorepConfig;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form of one challenge in a file of synthetic proofs (section 5.4). Every record has the same
 * length: what follows from the challenge and the graph is left out.
 *
 * <pre>
 *   challenge ; 14 parents
 *   data leaf ; siblings in the data tree
 *   of the challenge and each parent: labels ; leaf of the column tree ; siblings there
 *   replica leaf ; siblings in the replica tree
 * </pre>
 *
 * @param roots of the data tree, the column trees and the replica trees
 */
record SyntheticRecord(PorepConfig config, Roots roots) {
  /** The three roots that stand once at the head of the file. */
  record Roots(Bytes32 data, Bytes32 columns, Bytes32 replica) {
    static final int BYTES = 3 * Bytes32.LENGTH;

    static Roots read(ByteBuffer in) {
      return new Roots(node(in), node(in), node(in));
    }

    void write(ByteBuffer out) {
      out.put(data.toBytes()).put(columns.toBytes()).put(replica.toBytes());
    }
  }

  /** Bytes of a record. */
  int length() {
    int nodes = 1 + dataLevels();
    nodes += (Parents.DEGREE + 1) * (config.size().layers() + 1 + siblings());
    nodes += 1 + siblings();
    return (1 + Parents.DEGREE) * Long.BYTES + nodes * Bytes32.LENGTH;
  }

  /** Where the record at a place of the set begins in the file. */
  long offset(int place) {
    return Roots.BYTES + (long) place * length();
  }

  byte[] write(LeafProof proof) {
    ByteBuffer out = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(proof.column().node());
    proof.baseParents().forEach(column -> out.putLong(column.node()));
    proof.expanderParents().forEach(column -> out.putLong(column.node()));
    inclusion(out, proof.data());
    column(out, proof.column());
    proof.baseParents().forEach(column -> column(out, column));
    proof.expanderParents().forEach(column -> column(out, column));
    inclusion(out, proof.replica());
    return out.array();
  }

  /**
   * The proof in a record.
   *
   * @throws DamagedOpenings if the record is of another challenge, or not a record
   */
  LeafProof read(byte[] record, long challenge) throws DamagedOpenings {
    ByteBuffer in = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    try {
      long node = in.getLong();
      if (node != challenge) {
        throw new DamagedOpenings(
            "the synthetic proof of leaf " + challenge + " is one of leaf " + node);
      }
      long[] parents = new long[Parents.DEGREE];
      for (int i = 0; i < parents.length; i++) {
        parents[i] = in.getLong();
      }
      MerkleProof data = dataInclusion(in, node);
      Column column = column(in, node);
      List<Column> base = columns(in, parents, 0, Parents.BASE_DEGREE);
      List<Column> expander = columns(in, parents, Parents.BASE_DEGREE, Parents.DEGREE);
      MerkleProof replica = inclusion(in, roots.replica(), node);
      List<Labeling> labelings = SealedSector.labelings(node, base, expander);
      return new LeafProof(data, replica, column, base, expander, labelings, labelings.getLast());
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new DamagedOpenings("not a synthetic proof: " + e.getMessage(), e);
    }
  }

  private int dataLevels() {
    return Long.numberOfTrailingZeros(config.size().nodes());
  }

  private int siblings() {
    TreeShape shape = config.shape();
    return (shape.full().rows() - 1) * (TreeShape.BASE_ARITY - 1)
        + Math.max(0, shape.sub() - 1)
        + Math.max(0, shape.top() - 1);
  }

  private static void column(ByteBuffer out, Column column) {
    column.labels().forEach(label -> out.put(label.toBytes()));
    inclusion(out, column.inclusion());
  }

  private static void inclusion(ByteBuffer out, MerkleProof proof) {
    out.put(proof.leaf().toBytes());
    for (Step step : proof.steps()) {
      step.siblings().forEach(sibling -> out.put(sibling.toBytes()));
    }
  }

  private List<Column> columns(ByteBuffer in, long[] nodes, int from, int to) {
    List<Column> columns = new ArrayList<>();
    for (int i = from; i < to; i++) {
      columns.add(column(in, nodes[i]));
    }
    return columns;
  }

  private Column column(ByteBuffer in, long node) {
    return new Column(
        node, nodes(in, config.size().layers()), inclusion(in, roots.columns(), node));
  }

  private MerkleProof dataInclusion(ByteBuffer in, long leaf) {
    Bytes32 node = node(in);
    List<Step> path = path(in, leaf, 2, dataLevels());
    return new MerkleProof(roots.data(), node, path, Optional.empty(), Optional.empty());
  }

  private MerkleProof inclusion(ByteBuffer in, Bytes32 root, long leaf) {
    TreeShape shape = config.shape();
    Bytes32 node = node(in);
    long tree = leaf / shape.leaves();
    List<Step> base =
        path(in, leaf % shape.leaves(), TreeShape.BASE_ARITY, shape.full().rows() - 1);
    Optional<Step> sub = join(in, tree, shape.sub());
    return new MerkleProof(
        root, node, base, sub, join(in, tree / Math.max(1, shape.sub()), shape.top()));
  }

  private static Optional<Step> join(ByteBuffer in, long index, int arity) {
    return arity == 0 ? Optional.empty() : Optional.of(path(in, index, arity, 1).getFirst());
  }

  private static List<Step> path(ByteBuffer in, long leaf, int arity, int levels) {
    List<Step> path = new ArrayList<>();
    long index = leaf;
    for (int level = 0; level < levels; level++) {
      path.add(new Step(nodes(in, arity - 1), (int) (index % arity)));
      index /= arity;
    }
    return path;
  }

  private static List<Bytes32> nodes(ByteBuffer in, int count) {
    List<Bytes32> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(node(in));
    }
    return nodes;
  }

  private static Bytes32 node(ByteBuffer in) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    in.get(bytes);
    return Bytes32.of(bytes);
  }
}
