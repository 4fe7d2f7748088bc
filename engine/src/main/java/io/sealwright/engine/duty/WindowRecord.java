package io.sealwright.engine.duty;

import io.sealwright.engine.duty.report.SkippedSector;
import io.sealwright.engine.duty.report.StageTook;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bitfield.Bitfield;
import java.time.Instant;
import java.util.List;

/**
 * What is kept of an attempt.
 *
 * @param stages those that ended
 * @param sectors that the proof is of
 * @param skipped the sectors that were left out
 * @param reasons of the first of those
 * @param withheld whether words stand in the place of its proof, as only a dev chain takes them
 */
public record WindowRecord(
    Attempt attempt,
    Bytes32 randomness,
    Instant started,
    List<StageTook> stages,
    Bitfield sectors,
    Bitfield skipped,
    List<SkippedSector> reasons,
    boolean withheld,
    Progress progress) {
  /** Reasons that are kept; the skipped sectors are all named. */
  public static final int MOST_REASONS = 100;

  public WindowRecord {
    stages = List.copyOf(stages);
    reasons = reasons.stream().limit(MOST_REASONS).toList();
  }

  /** Of an attempt that begins. */
  static WindowRecord begun(Attempt attempt, Bytes32 randomness, Instant now, boolean withheld) {
    return new WindowRecord(
        attempt,
        randomness,
        now,
        List.of(),
        Bitfield.EMPTY,
        Bitfield.EMPTY,
        List.of(),
        withheld,
        new Progress.Proving());
  }

  public WindowRecord with(Progress next) {
    return new WindowRecord(
        attempt, randomness, started, stages, sectors, skipped, reasons, withheld, next);
  }

  WindowRecord with(List<StageTook> newStages) {
    return new WindowRecord(
        attempt, randomness, started, newStages, sectors, skipped, reasons, withheld, progress);
  }

  WindowRecord withSectors(Bitfield proven, List<SkippedSector> left) {
    Bitfield leftOut =
        Bitfield.of(left.stream().mapToLong(each -> each.sector().number()).toArray());
    return new WindowRecord(
        attempt, randomness, started, stages, proven, leftOut, left, withheld, progress);
  }
}
