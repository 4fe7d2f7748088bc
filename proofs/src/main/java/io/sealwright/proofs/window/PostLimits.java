package io.sealwright.proofs.window;

import java.time.Duration;
import java.time.Instant;

/**
 * What a proof of spacetime may use.
 *
 * @param threads platform threads that compute
 * @param readers threads that read, on each storage path
 * @param slow from which time on a sector's branches are reported as slow
 * @param readUntil when sectors that are not read yet are left out
 * @param end when everything ends, proven or not
 */
public record PostLimits(int threads, int readers, Duration slow, Instant readUntil, Instant end) {
  public PostLimits {
    if (threads < 1 || readers < 1 || readUntil.isAfter(end)) {
      throw new IllegalArgumentException("no threads, or reading goes on after the end");
    }
  }
}
