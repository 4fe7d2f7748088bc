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
 * @param notBefore when it may be given out again, after it failed
 */
public record WaitingTask(
    TaskId id,
    TaskType type,
    SectorId sector,
    SealProof proof,
    long priority,
    Instant since,
    Set<StoragePath.Id> inputs,
    FencingToken token,
    Instant notBefore) {
  /** One that did not fail. */
  public WaitingTask(
      TaskId id,
      TaskType type,
      SectorId sector,
      SealProof proof,
      long priority,
      Instant since,
      Set<StoragePath.Id> inputs,
      FencingToken token) {
    this(id, type, sector, proof, priority, since, inputs, token, since);
  }

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
