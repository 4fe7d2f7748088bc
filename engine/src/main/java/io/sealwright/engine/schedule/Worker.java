package io.sealwright.engine.schedule;

import java.time.Instant;
import java.util.UUID;

/**
 * A process that runs tasks on a host.
 *
 * @param lastHeartbeat when it was last heard of
 */
public record Worker(Id id, Host.Name host, Slots slots, Instant lastHeartbeat) {

  /** The name of one start of a worker: another start is another worker. */
  public record Id(UUID id) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      return id.compareTo(other.id);
    }

    @Override
    public String toString() {
      return id.toString();
    }
  }
}
