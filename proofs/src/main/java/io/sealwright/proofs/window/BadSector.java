package io.sealwright.proofs.window;

import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A sector that is left out of a proof.
 *
 * @param storage the path of its replica, where one has it
 */
public record BadSector(SectorNumber sector, Optional<Path> storage, Defect defect) {}
