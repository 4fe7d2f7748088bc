package io.sealwright.engine.recovery.publish;

import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.protocol.SectorId;
import java.nio.file.Path;

/**
 * Where the files of a sector lie under a result path, named as Lotus names them.
 *
 * <p>What is not complete yet stands in a staging folder at the root: inside {@code sealed} or
 * {@code cache} a storage miner would trip over a name it does not know.
 */
public record SectorLayout(Path root, SectorId sector) {
  private static final String STAGING = ".sealwright-staging-";

  public Path sealed() {
    return root.resolve("sealed").resolve(sector.fileName());
  }

  public CacheFolder cache() {
    return new CacheFolder(root.resolve("cache").resolve(sector.fileName()));
  }

  public Path unsealed() {
    return root.resolve("unsealed").resolve(sector.fileName());
  }

  Staging staging() {
    return new Staging(root.resolve(STAGING + sector.fileName()));
  }

  /** A sector on its way into place. */
  record Staging(Path folder) {
    CacheFolder cache() {
      return new CacheFolder(folder.resolve("cache"));
    }

    Path sealed() {
      return folder.resolve("sealed");
    }

    Path unsealed() {
      return folder.resolve("unsealed");
    }

    /** Written last: everything in the folder is whole, checked and on the disk. */
    Path ready() {
      return folder.resolve("ready");
    }

    /** Where a cache folder goes that gives way to the same sector's. */
    Path replaced() {
      return folder.resolve("replaced");
    }
  }
}
