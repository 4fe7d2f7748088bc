package io.sealwright.engine.schedule;

import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;

/**
 * A task that a worker has. It takes slot and resources of its worker for as long as it is listed,
 * its lease expired or not: a process that is late still computes.
 */
public record RunningTask(
    TaskId id, TaskType type, SectorId sector, SealProof proof, Lease lease) {}
