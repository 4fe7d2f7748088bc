package io.sealwright.engine.cluster.work;

import io.sealwright.protocol.SectorNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A task the miner believes to be on a worker.
 *
 * @param call all zeros as long as the worker has not begun
 * @param worker all zeros if the miner does not know which
 * @param hostname told only of jobs that are in no worker's slot
 * @param start the zero time of Go if it is not known
 */
public record Job(
    UUID call,
    SectorNumber sector,
    TaskType task,
    JobState state,
    UUID worker,
    Optional<String> hostname,
    Optional<Instant> start) {}
