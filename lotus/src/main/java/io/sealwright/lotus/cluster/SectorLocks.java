package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorId;
import java.util.List;
import java.util.Optional;

/** Who holds which files of which sector. */
public record SectorLocks(Optional<List<SectorLock>> locks) {
  public SectorLocks {
    locks = locks.map(List::copyOf);
  }

  /** How many hold each type of file, in the order of {@link FileType}. */
  public record SectorLock(SectorId sector, List<Long> write, List<Long> read) {
    public SectorLock {
      write = List.copyOf(write);
      read = List.copyOf(read);
    }
  }
}
