package io.sealwright.engine.schedule;

import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import java.time.Instant;
import java.util.Set;

/**
 * A task that no worker has.
 *
 * @param priority higher is sooner among tasks of its class: 0 of a sector without data
 * @param since when it could first have run
 * @param inputs the paths its files lie on; only a host that has all of them can run it
 * @param token of its last assignment
 */
public record WaitingTask(
    TaskId id,
    TaskType type,
    SectorId sector,
    SealProof proof,
    long priority,
    Instant since,
    Set<StoragePath.Id> inputs,
    FencingToken token) {
  public WaitingTask {
    inputs = Set.copyOf(inputs);
    if (proof.id().isEmpty()) {
      throw new IllegalArgumentException(proof + " is registered on no network");
    }
    if (type.continuesFiles() && inputs.isEmpty()) {
      throw new IllegalArgumentException(type + " of " + sector + " has nothing to go on with");
    }
  }
}
