package io.sealwright.engine.backup;

import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bytes.ByteString;

/**
 * One key and its value.
 *
 * @param logged from the log behind the checksum: it replaces what came before under its key
 */
public record BackupEntry(String key, ByteString value, boolean logged) {
  private static final String SECTORS = "/sectors/";

  /** Whether this is the record of a sector. */
  public boolean isSector() {
    return key.startsWith(SECTORS) && key.substring(SECTORS.length()).matches("[0-9]{1,18}");
  }

  /** The number a sector record is filed under; of an entry that is one. */
  public SectorNumber sectorKey() {
    return SectorNumber.parse(key.substring(SECTORS.length()));
  }

  /**
   * The sector record in this entry.
   *
   * @throws BackupDamaged if the value is no record, although its checksum may be right
   */
  public SectorRecord sector() throws BackupDamaged {
    return SectorRecordCbor.decode(sectorKey(), value);
  }
}
