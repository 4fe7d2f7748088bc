package io.sealwright.engine.duty;

import io.sealwright.protocol.MinerId;
import java.time.Duration;

/**
 * How a miner proves on this host.
 *
 * @param blockDelay how long an epoch takes
 * @param partitionsPerMessage how many partitions one message proves at most
 * @param threads platform threads that compute
 * @param readers threads that read, on each storage path
 * @param slow from which time on a sector's reads are reported
 * @param readingShare how much of the time that is left may be spent on reading, in percent; what
 *     is not read by then is skipped
 */
public record DutySettings(
    MinerId miner,
    Duration blockDelay,
    int partitionsPerMessage,
    int threads,
    int readers,
    Duration slow,
    int readingShare) {
  private static final int ALL = 100;

  public DutySettings {
    if (partitionsPerMessage < 1 || readingShare < 1 || readingShare > ALL) {
      throw new IllegalArgumentException("nothing can be proven like this");
    }
  }

  /** The usual: eight readers on a path, half of the time for reading, slow is a second. */
  public static DutySettings of(
      MinerId miner, Duration blockDelay, int partitionsPerMessage, int threads) {
    return new DutySettings(
        miner, blockDelay, partitionsPerMessage, threads, 8, Duration.ofSeconds(1), ALL / 2);
  }

  Duration forReading(Duration left) {
    return left.multipliedBy(readingShare).dividedBy(ALL);
  }
}
