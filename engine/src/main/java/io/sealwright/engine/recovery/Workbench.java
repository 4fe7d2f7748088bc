package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The temporary folder in which one sector is made. What it holds survives a killed run. */
record Workbench(Path temp, SectorId sector) {
  private static final int NAME_DIGITS = 16;

  Path folder() {
    return temp.resolve(sector.fileName());
  }

  /** The whole path, which t_aux will show. */
  CacheFolder cache() {
    return new CacheFolder(folder().toAbsolutePath().resolve("cache"));
  }

  Path sealed() {
    return folder().resolve("sealed");
  }

  /** Padded data under the name of its commitment, so that other data is never taken for it. */
  Path staged(CommD commD) {
    return folder().resolve("data-" + commD.value().hex().substring(0, NAME_DIGITS));
  }

  /** What an attempt that gave a wrong CommR had computed. */
  Path attempt() {
    return folder().resolve("attempt.txt");
  }

  /** Takes the folder for this process; empty when another one works here. */
  Optional<FolderLock> lock() throws IOException {
    return FolderLock.take(folder());
  }

  /** Removes everything. The caller holds the lock. */
  void clear() throws IOException {
    Scratch.discardFolder(folder());
  }

  /** Removes what a killed run left, unless another process works here. */
  void clearIfFree() throws IOException {
    if (Files.exists(folder())) {
      Optional<FolderLock> lock = lock();
      if (lock.isPresent()) {
        try (FolderLock _ = lock.get()) {
          clear();
        }
      }
    }
  }

  /** Removes a folder in which nothing was finished that a later run could go on from. */
  void clearIfFruitless() throws IOException {
    if (!Files.exists(cache().journal()) && !Files.exists(attempt()) && !hasData()) {
      clear();
    }
  }

  private boolean hasData() throws IOException {
    if (!Files.isDirectory(folder())) {
      return false;
    }
    try (var data = Files.newDirectoryStream(folder(), "data-????????????????")) {
      return data.iterator().hasNext();
    }
  }
}
