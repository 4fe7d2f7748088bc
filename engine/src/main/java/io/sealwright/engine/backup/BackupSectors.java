package io.sealwright.engine.backup;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The records of some sectors in a backup, and whose they are. Only a file whose checksum is right
 * gives any.
 *
 * @param sectors by the number they are filed under; what is not in the file is not in the map
 */
public record BackupSectors(Optional<MinerId> miner, Map<SectorNumber, SectorRecord> sectors) {
  static final String MINER_KEY = "/miner-address";

  public BackupSectors {
    sectors = Map.copyOf(sectors);
  }

  /**
   * Looks for these sectors. Where the log behind the backup has a newer record, that one counts.
   */
  public static BackupSectors find(Path file, Set<SectorNumber> wanted)
      throws IOException, BackupDamaged {
    Map<SectorNumber, SectorRecord> found = new TreeMap<>();
    List<MinerId> miners = new ArrayList<>();
    BackupFile.read(
        file,
        entry -> {
          if (entry.isSector() && wanted.contains(entry.sectorKey())) {
            found.put(entry.sectorKey(), entry.sector());
          } else if (entry.key().equals(MINER_KEY)) {
            miners.add(miner(entry));
          }
        });
    return new BackupSectors(miners.stream().findFirst(), found);
  }

  /** The miner whose address is the value of {@code /miner-address}. */
  static MinerId miner(BackupEntry entry) throws BackupDamaged {
    try {
      return new MinerId(Address.fromBytes(entry.value()).actor().orElseThrow());
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new BackupDamaged(MINER_KEY + " holds no ID address of a miner", e);
    }
  }
}
