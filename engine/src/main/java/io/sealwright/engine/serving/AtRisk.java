package io.sealwright.engine.serving;

import io.sealwright.protocol.SectorNumber;

/**
 * A sector whose files no other host sees.
 *
 * @param state by Lotus's name
 * @param path on which they lie
 */
public record AtRisk(SectorNumber sector, String state, String path) {}
