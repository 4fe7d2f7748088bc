package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.protocol.CommR;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator is told of one sector.
 *
 * @param commR what was found or computed, if it came to that
 * @param times stages that were not needed are absent
 * @param kept what the published cache folder holds, or would have held
 * @param sealed where the sealed file is, or was to be
 * @param notes what was noticed on the way: a layer that was damaged, a host not to be trusted
 */
public record SectorReport(
    KnownSector sector,
    Outcome outcome,
    Optional<CommR> commR,
    Map<Stage, Duration> times,
    Keep kept,
    Path sealed,
    List<Note> notes) {
  public SectorReport {
    times = Map.copyOf(times);
    notes = List.copyOf(notes);
  }
}
