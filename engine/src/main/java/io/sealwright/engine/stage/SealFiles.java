package io.sealwright.engine.stage;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.storage.Purpose;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a sector of a size while it is sealed, by the phase that makes them, and what
 * happens to them as files.
 */
record SealFiles(SectorSize size) {

  /** What P1 leaves in a cache folder, with the lengths. */
  Map<Path, Long> labels(CacheFolder cache) {
    Map<Path, Long> files = layers(cache);
    files.put(cache.treeD(), Purpose.COMMIT.cacheFiles(size).get(name(cache.treeD())));
    return files;
  }

  Map<Path, Long> layers(CacheFolder cache) {
    Map<Path, Long> files = new LinkedHashMap<>();
    for (int layer = 1; layer <= size.layers(); layer++) {
      files.put(cache.layer(layer), size.bytes());
    }
    return files;
  }

  /** All that C1 reads of a cache folder, with the lengths. */
  Map<Path, Long> commit(CacheFolder cache) {
    return in(cache, Purpose.COMMIT);
  }

  /** What proving reads of a cache folder, with the lengths. */
  Map<Path, Long> kept(CacheFolder cache) {
    return in(cache, Purpose.PROVE);
  }

  private Map<Path, Long> in(CacheFolder cache, Purpose purpose) {
    Map<Path, Long> files = new LinkedHashMap<>();
    purpose
        .cacheFiles(size)
        .forEach((name, bytes) -> files.put(cache.folder().resolve(name), bytes));
    return files;
  }

  /** What P2 adds to a cache folder; the file that says that the rest is whole comes last. */
  List<Path> trees(CacheFolder cache) {
    List<Path> files = new ArrayList<>(commit(cache).keySet());
    files.removeAll(labels(cache).keySet());
    files.remove(cache.pAux());
    files.add(cache.tAux());
    files.add(cache.pAux());
    return files;
  }

  /** What is dropped of a cache folder once the chain has the sector. */
  List<Path> dropped(CacheFolder cache) {
    List<Path> files = new ArrayList<>(commit(cache).keySet());
    files.removeAll(kept(cache).keySet());
    files.addAll(List.of(cache.journal(), cache.syntheticProofs()));
    return files;
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Forces the files of a folder, and their names, to the disk. */
  static void force(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Durable.sync(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Durable.syncFolder(folder);
  }

  /** Gives a file a second name; false where the file system cannot. */
  static boolean link(Path file, Path second) throws IOException {
    try {
      Files.createLink(second, file);
      return true;
    } catch (UnsupportedOperationException | FileSystemException _) {
      return false;
    }
  }
}
