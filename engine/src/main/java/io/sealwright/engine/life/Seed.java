package io.sealwright.engine.life;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.epoch.Epoch;

/** The randomness that picks what a proof of replication opens, and the epoch it belongs to. */
public record Seed(Bytes32 value, Epoch epoch) {}
