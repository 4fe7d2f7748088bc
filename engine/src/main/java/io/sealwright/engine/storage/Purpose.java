package io.sealwright.engine.storage;

import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.SectorSize;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What a sector's files are to be used for, which says what its cache folder must hold. */
public enum Purpose {
  /** The first proof, after a pre-commit: all layers and trees. */
  COMMIT,
  /** The daily proof: the roots and the replica's tree. */
  PROVE;

  private static final CacheFolder NAMES = new CacheFolder(Path.of(""));

  /** The files of a cache folder by name, with their bytes. */
  public SequencedMap<String, Long> cacheFiles(SectorSize size) {
    TreeShape shape = TreeShape.of(size);
    SequencedMap<String, Long> files = new LinkedHashMap<>();
    files.put(name(NAMES.pAux()), (long) PAux.BYTES);
    for (int i = 0; i < shape.trees(); i++) {
      files.put(name(NAMES.treeRLast(i, shape.trees())), shape.withoutDiscardedRows().fileBytes());
    }
    if (this == COMMIT) {
      for (int i = 0; i < shape.trees(); i++) {
        files.put(name(NAMES.treeC(i, shape.trees())), shape.full().fileBytes());
      }
      for (int layer = 1; layer <= size.layers(); layer++) {
        files.put(name(NAMES.layer(layer)), size.bytes());
      }
      files.put(name(NAMES.treeD()), (2 * size.nodes() - 1) * SectorSize.NODE_BYTES);
    }
    return files;
  }

  /** What those files take together. */
  long cacheBytes(SectorSize size) {
    return cacheFiles(size).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether a cache folder with these contents serves. */
  boolean isServedBy(Map<String, Long> contents, SectorSize size) {
    return cacheFiles(size).entrySet().stream()
        .allMatch(file -> file.getValue().equals(contents.get(file.getKey())));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
