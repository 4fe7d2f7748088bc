package io.sealwright.proofs.post;

import io.sealwright.proofs.file.PositionedFile;
import io.sealwright.proofs.tree.Branch;
import io.sealwright.proofs.tree.NodeHash;
import io.sealwright.proofs.tree.TreeLayout;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The replica and the replica trees of a sector, each open from when it is first read until all are
 * closed. For one thread, which an interrupt ends where the system lets it.
 */
public final class SectorFiles implements AutoCloseable {
  private static final long NODE = SectorSize.NODE_BYTES;

  private final KeptSector sector;
  private final TreeShape shape;
  private final TreeLayout layout;
  private final PositionedFile replica;
  private final List<PositionedFile> trees = new ArrayList<>();

  SectorFiles(KeptSector sector) {
    this.sector = sector;
    this.shape = TreeShape.of(sector.size());
    this.layout = shape.withoutDiscardedRows();
    this.replica = new PositionedFile(sector.sealed(), sector.size().bytes());
    for (int i = 0; i < shape.trees(); i++) {
      trees.add(new PositionedFile(sector.cache().treeRLast(i, shape.trees()), layout.fileBytes()));
    }
  }

  /**
   * Reads the root of every base tree.
   *
   * @throws IOException that names the file which is missing, has another length or fails
   */
  public List<Bytes32> treeRoots() throws IOException {
    List<Bytes32> roots = new ArrayList<>();
    for (PositionedFile tree : trees) {
      roots.add(
          Bytes32.of(
              tree.read(layout.offset(layout.rows() - 1, 0), NODE).toArray(ValueLayout.JAVA_BYTE)));
    }
    return roots;
  }

  /** Reads what leaves need; throws as {@link #treeRoots} does. */
  public ReadLeaves read(List<Long> leaves) throws IOException {
    NodeHash hash = NodeHash.poseidon(TreeShape.BASE_ARITY);
    List<Branch> branches = new ArrayList<>();
    for (long leaf : leaves) {
      int tree = (int) (leaf / shape.leaves());
      long first = tree * shape.leaves() * NODE;
      branches.add(
          Branch.<IOException>read(
              hash,
              layout,
              leaf % shape.leaves(),
              trees.get(tree)::read,
              (offset, bytes) -> replica.read(first + offset, bytes)));
    }
    return new ReadLeaves(sector, leaves, branches);
  }

  @Override
  public void close() throws IOException {
    replica.close();
    for (PositionedFile tree : trees) {
      tree.close();
    }
  }
}
