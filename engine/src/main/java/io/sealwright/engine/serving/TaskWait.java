package io.sealwright.engine.serving;

import io.sealwright.protocol.SectorId;
import java.util.List;
import java.util.UUID;

/**
 * A task that waits, and why.
 *
 * @param task its short name
 * @param given a worker is about to be given it
 * @param workers that take such tasks
 */
public record TaskWait(
    UUID id,
    SectorId sector,
    String task,
    long priority,
    boolean given,
    List<WaitReason.At> workers) {
  public TaskWait {
    workers = List.copyOf(workers);
  }
}
