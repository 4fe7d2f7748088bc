package io.sealwright.engine.serving;

import io.sealwright.engine.standing.Due;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Instant;
import java.util.Optional;

/**
 * A sector whose files no other host sees.
 *
 * @param state by Lotus's name
 * @param path on which they lie
 * @param due what the chain wants of them next
 * @param epoch until when
 * @param time of that epoch
 */
public record AtRisk(
    SectorNumber sector,
    String state,
    String path,
    Due.Kind due,
    Optional<Epoch> epoch,
    Optional<Instant> time) {

  static AtRisk of(StoredSector sector, Due due) {
    return new AtRisk(
        sector.id().number(),
        sector.state().name(),
        FileIndex.place(sector).orElseThrow().path(),
        due.kind(),
        due.epoch(),
        due.time());
  }
}
