package io.sealwright.engine.recovery.publish;

import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.SectorSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which files of the cache folder are published. */
public enum Keep {
  /** What a proving miner keeps: p_aux, t_aux and the tree-r-last files. */
  PROVING("proving"),
  /** Also what the first proof of a pre-committed sector is made from: layers, tree-c, tree-d. */
  COMMIT("commit");

  private final String word;

  Keep(String word) {
    this.word = word;
  }

  /** What a published cache folder holds. */
  public static Keep foundIn(CacheFolder cache, SectorSize size) {
    return COMMIT.files(cache, size).stream().allMatch(Files::isRegularFile) ? COMMIT : PROVING;
  }

  /** The files kept, t_aux excepted: it names its own folder and is written anew for each. */
  List<Path> files(CacheFolder cache, SectorSize size) {
    List<Path> files = new ArrayList<>(List.of(cache.pAux()));
    int trees = TreeShape.of(size).trees();
    for (int i = 0; i < trees; i++) {
      files.add(cache.treeRLast(i, trees));
    }
    if (this == COMMIT) {
      for (int i = 0; i < trees; i++) {
        files.add(cache.treeC(i, trees));
      }
      for (int layer = 1; layer <= size.layers(); layer++) {
        files.add(cache.layer(layer));
      }
      files.add(cache.treeD());
      files.add(cache.journal());
    }
    return files;
  }

  @Override
  public String toString() {
    return word;
  }
}
