package io.sealwright.engine.schedule;

import io.sealwright.protocol.SectorSize;
import java.time.Duration;

/**
 * How a cluster is scheduled.
 *
 * @param needs what tasks take
 * @param staggerPerGib time between two starts of P1 on a host, for each GiB of the sector: labels
 *     made in step would all want the disk and then the one P2 slot at the same moment
 * @param silence after so long without a heartbeat a worker counts as gone
 * @param lease for how long a task is given; longer than the silence, so that a worker is given up
 *     before its tasks are
 * @param patience after so long a waiting task comes before the others of sealing, and room is kept
 *     for it
 */
public record Rules(
    NeedTable needs, Duration staggerPerGib, Duration silence, Duration lease, Duration patience) {
  /**
   * P1 of 32 GiB takes 4.7 hours (reckoned from 48 s for the two layers of 512 MiB, {@code
   * docs/performance.md}), so 14 slots are in step with a start each 20 minutes; 16 minutes leave
   * none of them empty.
   */
  public static final Rules DEFAULTS =
      new Rules(
          NeedTable.OWN,
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofHours(12));

  private static final long BYTES_OF_GIB = 1L << 30;

  public Rules {
    if (staggerPerGib.isNegative() || silence.isNegative() || patience.isNegative()) {
      throw new IllegalArgumentException("times are not negative");
    }
    if (lease.compareTo(silence) <= 0) {
      throw new IllegalArgumentException("the lease is to outlast the silence of " + silence);
    }
  }

  /** Time between two starts of P1 on a host. */
  public Duration stagger(SectorSize size) {
    double gib = (double) size.bytes() / BYTES_OF_GIB;
    return Duration.ofNanos(Math.round(staggerPerGib.toNanos() * gib));
  }
}
