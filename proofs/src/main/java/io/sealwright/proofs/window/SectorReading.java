package io.sealwright.proofs.window;

import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long the files of a sector were read, waiting for its turn not counted.
 *
 * @param storage the path of the replica
 */
public record SectorReading(SectorNumber sector, Path storage, Duration took) {}
