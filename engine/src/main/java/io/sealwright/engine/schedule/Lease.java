package io.sealwright.engine.schedule;

import java.time.Instant;

/**
 * A worker's hold on a task, until an instant. Heartbeats move the instant on; the token stays.
 *
 * @param expires from this instant on it no longer holds
 */
public record Lease(Worker.Id worker, FencingToken token, Instant expires) {
  public Lease {
    if (token.equals(FencingToken.NONE)) {
      throw new IllegalArgumentException("a lease has the token of an assignment");
    }
  }

  public boolean hasExpired(Instant now) {
    return !now.isBefore(expires);
  }

  /**
   * The same hold for longer. An expired lease is not renewed: its task may be another's, and only
   * the current token tells.
   */
  public Lease renewed(Instant now, Instant until) {
    if (hasExpired(now)) {
      throw new IllegalArgumentException("the lease ended at " + expires);
    }
    return new Lease(worker, token, until.isAfter(expires) ? until : expires);
  }

  /** Whether a result may be published under it: in time, and the task is still the holder's. */
  public boolean mayPublish(FencingToken current, Instant now) {
    return !hasExpired(now) && FencingToken.mayPublish(token, current);
  }
}
