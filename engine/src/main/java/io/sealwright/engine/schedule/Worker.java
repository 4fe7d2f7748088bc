package io.sealwright.engine.schedule;

import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A process that runs tasks on a host.
 *
 * @param name of its configuration, which it has again when it is started again
 * @param proves the sizes of sectors that it can make seal proofs of, for which it has parameters
 * @param lastHeartbeat when it was last heard of
 */
public record Worker(
    Id id,
    Host.Name host,
    String name,
    Slots slots,
    Set<SectorSize> proves,
    Instant lastHeartbeat) {
  public Worker {
    proves = Set.copyOf(proves);
  }

  /** One that has the name of its host, and can make proofs of all sizes. */
  public Worker(Id id, Host.Name host, Slots slots, Instant lastHeartbeat) {
    this(id, host, host.name(), slots, Set.copyOf(SealProof.REGISTERED), lastHeartbeat);
  }

  /** The same, heard of at another moment. */
  public Worker heard(Instant at) {
    return new Worker(id, host, name, slots, proves, at);
  }

  /** What tells one start of a worker from another. */
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
