package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorId;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A job of a worker.
 *
 * @param task such as {@code seal/v0/precommit/1}
 * @param runWait 2 and more assigned, 1 prepared, 0 running, −1 its result awaited, −2 returned, −3
 *     done
 * @param hostname only once the result is awaited or there
 */
public record WorkerJob(
    CallId call,
    SectorId sector,
    String task,
    long runWait,
    OffsetDateTime start,
    Optional<String> hostname) {}
