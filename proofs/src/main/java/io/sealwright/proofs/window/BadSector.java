package io.sealwright.proofs.window;

import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;

/** A sector that is left out of a proof, with the reason in a clause. */
public record BadSector(SectorNumber sector, Path storage, String reason) {}
