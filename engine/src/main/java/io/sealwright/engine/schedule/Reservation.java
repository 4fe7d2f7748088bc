package io.sealwright.engine.schedule;

import io.sealwright.protocol.SectorId;

/** Bytes of a path to be set aside for a sector, besides what it has there already. */
public record Reservation(StoragePath.Id path, SectorId sector, long bytes) {
  public Reservation {
    if (bytes <= 0) {
      throw new IllegalArgumentException("a reservation of " + bytes + " bytes");
    }
  }
}
