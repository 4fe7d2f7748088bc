package io.sealwright.proofs.post;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.tree.Forest;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.NodeHash;
import io.sealwright.proofs.tree.TreeLayout;
import io.sealwright.proofs.tree.TreeReader;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a proving miner keeps of a sector: the replica, the upper rows of its tree, and p_aux. */
public record ProvenSector(
    SectorNumber sector, SectorSize size, CommR commR, CacheFolder cache, Path sealed) {

  /**
   * Opens leaves. The files are mapped while it runs and closed when it returns.
   *
   * @throws IOException that names the file which is missing, has another size, or holds what no
   *     sealing writes
   */
  public SectorPost open(List<Long> leaves) throws IOException {
    PAux roots = PAux.read(cache.pAux());
    try (Arena arena = Arena.ofConfined()) {
      Forest forest = replica(arena);
      List<MerkleProof> inclusions = new ArrayList<>();
      for (long leaf : leaves) {
        inclusions.add(forest.open(leaf));
      }
      return new SectorPost(sector, commR, inclusions, roots);
    } catch (IllegalArgumentException _) {
      throw new FileSystemException(
          sealed.toString(), null, "is damaged: it holds values that no sealing writes");
    } catch (InternalError e) {
      throw Mapped.lost(e);
    }
  }

  private Forest replica(Arena arena) throws IOException {
    TreeShape shape = TreeShape.of(size);
    TreeLayout layout = shape.withoutDiscardedRows();
    NodeHash hash = NodeHash.poseidon(TreeShape.BASE_ARITY);
    MemorySegment replica = Mapped.readOnly(sealed, size.bytes(), arena);
    long bytes = shape.leaves() * SectorSize.NODE_BYTES;
    List<TreeReader> trees = new ArrayList<>();
    for (int i = 0; i < shape.trees(); i++) {
      trees.add(
          new TreeReader(
              hash,
              layout,
              Mapped.readOnly(cache.treeRLast(i, shape.trees()), layout.fileBytes(), arena),
              replica.asSlice(i * bytes, bytes)));
    }
    return new Forest(shape, trees);
  }
}
