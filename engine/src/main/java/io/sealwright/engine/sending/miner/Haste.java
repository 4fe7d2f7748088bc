package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.next.Request;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which messages operators want sent without waiting for others. It is forgotten when the process
 * ends: then they wait as long as they would have.
 */
public final class Haste {
  private final Map<Request.Purpose, Instant> wanted = new ConcurrentHashMap<>();

  /** All messages of a purpose that are needed by now are to be sent. */
  public void want(Request.Purpose purpose, Instant now) {
    wanted.merge(purpose, now, (a, b) -> a.isAfter(b) ? a : b);
  }

  /** Whether a message that has been needed for so long is one of them. */
  public boolean isWanted(Request.Purpose purpose, Instant since) {
    Instant until = wanted.get(purpose);
    return until != null && !since.isAfter(until);
  }
}
