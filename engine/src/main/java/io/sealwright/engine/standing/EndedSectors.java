package io.sealwright.engine.standing;

import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers when sectors were first seen to have ended: the chain keeps no record of it. After a
 * restart an end is dated later than it was, which only makes what waits for it wait longer.
 */
final class EndedSectors {
  private final Map<SectorNumber, Epoch> since = new ConcurrentHashMap<>();

  Epoch seen(SectorNumber number, Epoch head) {
    return since.merge(number, head, (before, now) -> before.compareTo(now) <= 0 ? before : now);
  }

  /** Forgets sectors that have not ended: after a reorganisation, say. */
  void forget(Set<SectorNumber> live) {
    since.keySet().removeAll(live);
  }
}
