package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorSize;
import java.util.Collection;

/**
 * What a path is used for, and what room is reserved there for a sector: as Lotus reckons it, in
 * tenths of the sector's size, but no less than what is written. A cache folder of 32 GiB holds
 * 14.15 sectors when phase 2 is done, and Lotus reserves 14.1.
 */
public enum SpaceUse {
  /** Eleven layers, data and trees. */
  SEALING(Purpose.COMMIT),
  /** What is proven from. */
  STORING(Purpose.PROVE);

  private static final long WHOLE = 10;

  private final Purpose purpose;

  SpaceUse(Purpose purpose) {
    this.purpose = purpose;
  }

  /** Bytes reserved for these files of a sector. */
  public long bytes(Collection<FileType> types, SectorSize size) {
    return types.stream().mapToLong(type -> bytes(type, size)).sum();
  }

  private long bytes(FileType type, SectorSize size) {
    long reckoned = tenths(type) * size.bytes() / WHOLE;
    return type == FileType.CACHE ? Math.max(reckoned, purpose.cacheBytes(size)) : reckoned;
  }

  private long tenths(FileType type) {
    return switch (type) {
      case UNSEALED, SEALED, UPDATE, PIECE -> WHOLE;
      case CACHE -> this == SEALING ? 141 : 1;
      case UPDATE_CACHE -> this == SEALING ? 21 : 1;
    };
  }
}
