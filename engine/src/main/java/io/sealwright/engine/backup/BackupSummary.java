package io.sealwright.engine.backup;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * A backup that was read to its end and whose checksum is right.
 *
 * @param states how many sectors are in each, blank records left out
 * @param blank the records of numbers that never existed, with their state
 * @param highest the highest number of a sector
 * @param lastGiven the last number the miner gave to a sector, by its own account: a restored miner
 *     goes on with the next one
 */
public record BackupSummary(
    BackupFile.Extent extent,
    Optional<MinerId> miner,
    SortedMap<String, Long> states,
    SortedMap<SectorNumber, String> blank,
    OptionalLong highest,
    OptionalLong lastGiven) {

  /** What is wrong with, or worth knowing of, a backup that is undamaged. */
  public enum Finding {
    /** Without a miner's address {@code init restore} fails. */
    NO_MINER(true),
    /** A restored miner would give numbers to new sectors that old ones have. */
    NUMBERS_WOULD_REPEAT(true),
    /** It is not known with which number a restored miner would go on. */
    NO_COUNTER(true),
    /** Records of numbers that never existed: commands on them act on sector 0. */
    BLANK_RECORDS(false),
    /** Numbers were given after the newest sector in the file, or that sector was removed. */
    NUMBERS_WITHOUT_SECTOR(false),
    /** No sector at all: a new miner, or the backup of another process. */
    NO_SECTORS(false);

    private final boolean fatal;

    Finding(boolean fatal) {
      this.fatal = fatal;
    }

    /** Whether a restore from this backup would fail or do harm. */
    public boolean isFatal() {
      return fatal;
    }
  }

  public BackupSummary {
    states = Collections.unmodifiableSortedMap(states);
    blank = Collections.unmodifiableSortedMap(blank);
  }

  public long sectors() {
    return states.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The number the next sector would get after a restore. */
  public OptionalLong next() {
    return lastGiven.isPresent()
        ? OptionalLong.of(lastGiven.getAsLong() + 1)
        : OptionalLong.empty();
  }

  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (miner.isEmpty()) {
      findings.add(Finding.NO_MINER);
    }
    if (highest.isPresent() && lastGiven.isEmpty()) {
      findings.add(Finding.NO_COUNTER);
    }
    if (highest.isPresent() && lastGiven.isPresent()) {
      int order = Long.compare(lastGiven.getAsLong(), highest.getAsLong());
      if (order < 0) {
        findings.add(Finding.NUMBERS_WOULD_REPEAT);
      } else if (order > 0) {
        findings.add(Finding.NUMBERS_WITHOUT_SECTOR);
      }
    }
    if (!blank.isEmpty()) {
      findings.add(Finding.BLANK_RECORDS);
    }
    if (states.isEmpty()) {
      findings.add(Finding.NO_SECTORS);
    }
    return findings;
  }
}
