package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorId;

/** A sector and the number of its seal proof: all a worker needs to know of it. */
public record SectorRef(SectorId id, long sealProof) {}
