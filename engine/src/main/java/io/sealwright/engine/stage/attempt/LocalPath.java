package io.sealwright.engine.stage.attempt;

import io.sealwright.engine.life.Place;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.PathMark;
import io.sealwright.engine.storage.StorageFileDamaged;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A storage path as this host has it.
 *
 * @param folder where it is mounted
 */
public record LocalPath(Place id, Path folder, Set<Role> roles) {
  private static final String ATTEMPTS = "sealwright-work";

  public LocalPath {
    folder = folder.toAbsolutePath().normalize();
    roles = Set.copyOf(roles);
  }

  /**
   * Whether the path is there now, told by the mark in its root. What lacks on a path that is not
   * mounted is not lost.
   */
  public boolean isMounted() {
    Path mark = new PathLayout(folder).mark();
    try {
      return PathMark.parse(mark.toString(), Files.readString(mark)).path().id().equals(id.path());
    } catch (IOException | StorageFileDamaged _) {
      return false;
    }
  }

  /** Where the files of a sector lie when they are published. */
  public SectorLayout sector(SectorId sector) {
    return new SectorLayout(folder, sector);
  }

  /** The folder of a sector's attempts. */
  Path attempts(SectorId sector) {
    return attempts().resolve(sector.fileName());
  }

  /** The folder of all attempts. */
  Path attempts() {
    return folder.resolve(ATTEMPTS);
  }
}
