package io.sealwright.engine.duty.report;

import io.sealwright.proofs.window.BadSector;
import io.sealwright.protocol.SectorNumber;
import java.util.Optional;

/**
 * A sector that was left out of a proof, with the reason in a clause.
 *
 * @param storage the path of its replica, where one has it
 */
public record SkippedSector(SectorNumber sector, Optional<String> storage, String reason) {
  /** The same, of a sector that could not be read. */
  public static SkippedSector of(BadSector bad) {
    return new SkippedSector(
        bad.sector(), bad.storage().map(Object::toString), bad.defect().words());
  }
}
