package io.sealwright.lotus.car;

import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Instant;

/**
 * What a verified snapshot holds.
 *
 * @param genesis when the network began
 * @param headTime when the head was due
 * @param bytes of the CAR, decompressed
 * @param oldestState the lowest tipset from which up to the head every parent state is there
 */
public record SnapshotReport(
    Tipset head, Instant genesis, Instant headTime, long blocks, long bytes, Epoch oldestState) {}
