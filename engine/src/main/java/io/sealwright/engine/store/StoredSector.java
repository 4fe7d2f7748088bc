package io.sealwright.engine.store;

import io.sealwright.engine.life.Failures;
import io.sealwright.engine.life.SectorState;
import io.sealwright.protocol.SectorId;
import java.time.Instant;

/**
 * A sector as it is remembered.
 *
 * @param failures of its steps, counted from its log
 * @param created when it was pledged
 * @param changed when its log got its newest entry
 */
public record StoredSector(
    SectorId id, SectorState state, Failures failures, Instant created, Instant changed) {}
