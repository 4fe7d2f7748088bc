package io.sealwright.engine.storage.attach;

import io.sealwright.protocol.SectorId;
import java.util.Optional;

/**
 * What keeps a path on a host.
 *
 * @param sector absent where a miner counts bytes only
 */
public record Hold(Kind kind, Optional<SectorId> sector) {

  /** Why a sector needs the path there. */
  public enum Kind {
    /** Its files would be out of reach: no other host, or no other path, has them. */
    ONLY_COPY(true),
    /** Its windows are proven on this host, which would not see its files. */
    PROVEN(true),
    /** Space is kept there for what is still to be written. */
    RESERVED(true),
    /** A task reads or writes there now. */
    AT_WORK(false);

    private final boolean reasonable;

    Kind(boolean reasonable) {
      this.reasonable = reasonable;
    }

    /** Whether an operator who gives a reason, as of a dead disk, may go on all the same. */
    public boolean isLiftedByReason() {
      return reasonable;
    }
  }

  static Hold of(Kind kind, SectorId sector) {
    return new Hold(kind, Optional.of(sector));
  }
}
