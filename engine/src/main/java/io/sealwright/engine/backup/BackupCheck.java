package io.sealwright.engine.backup;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bitfield.BitfieldCbor;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import io.sealwright.protocol.cbor.CborException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a whole backup holds, gathered in one pass: a sector costs a few bytes, whatever its record
 * takes in the file.
 */
public final class BackupCheck {
  /** The last sector number given out, as the oldest releases already counted. */
  private static final String COUNTER_KEY = "/storage/nextid";

  /** All numbers ever given out, as newer releases remember them as well. */
  private static final String ALLOCATED_KEY = "/storage/sectorsids/allocated";

  private final Map<SectorNumber, Sector> sectors = new HashMap<>();
  private Optional<MinerId> miner = Optional.empty();
  private OptionalLong counter = OptionalLong.empty();
  private OptionalLong allocated = OptionalLong.empty();

  private record Sector(String state, boolean blank) {}

  private BackupCheck() {}

  /** Reads a file to its end; see {@link BackupFile#read}. */
  public static BackupSummary of(Path file) throws IOException, BackupDamaged {
    BackupCheck check = new BackupCheck();
    BackupFile.Extent extent = BackupFile.read(file, check::visit);
    return check.summary(extent);
  }

  private void visit(BackupEntry entry) throws BackupDamaged {
    if (entry.isSector()) {
      SectorRecord sector = entry.sector();
      // A state is one of some eighty words: kept once, not once a sector.
      sectors.put(sector.key(), new Sector(sector.state().intern(), sector.isBlank()));
      return;
    }
    switch (entry.key()) {
      case BackupSectors.MINER_KEY -> miner = Optional.of(BackupSectors.miner(entry));
      case COUNTER_KEY -> counter = OptionalLong.of(number(entry));
      case ALLOCATED_KEY -> allocated = numbers(entry).last();
      default -> {}
    }
  }

  private BackupSummary summary(BackupFile.Extent extent) {
    SortedMap<String, Long> states = new TreeMap<>();
    SortedMap<SectorNumber, String> blank = new TreeMap<>();
    OptionalLong highest = OptionalLong.empty();
    for (Map.Entry<SectorNumber, Sector> entry : sectors.entrySet()) {
      if (entry.getValue().blank()) {
        blank.put(entry.getKey(), entry.getValue().state());
      } else {
        states.merge(entry.getValue().state(), 1L, Long::sum);
        highest = larger(highest, OptionalLong.of(entry.getKey().number()));
      }
    }
    return new BackupSummary(extent, miner, states, blank, highest, larger(counter, allocated));
  }

  private static OptionalLong larger(OptionalLong one, OptionalLong other) {
    return one.isEmpty() || other.isPresent() && other.getAsLong() > one.getAsLong() ? other : one;
  }

  private static long number(BackupEntry entry) throws BackupDamaged {
    try {
      return Leb128.read(ByteBuffer.wrap(entry.value().toBytes()));
    } catch (IllegalArgumentException e) {
      throw new BackupDamaged(COUNTER_KEY + " holds no number", e);
    }
  }

  private static Bitfield numbers(BackupEntry entry) throws BackupDamaged {
    try {
      ByteString value = entry.value();
      return BitfieldCbor.BITFIELD.decode(value.toBytes());
    } catch (CborException e) {
      throw new BackupDamaged(ALLOCATED_KEY + " holds no set of numbers", e);
    }
  }
}
