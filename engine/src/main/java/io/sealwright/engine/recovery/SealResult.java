package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.publish.Keep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A sector that was sealed and published.
 *
 * @param sector everything needed to make it again
 */
public record SealResult(
    KnownSector sector, Map<Stage, Duration> times, Keep kept, Path sealed, List<Note> notes) {
  public SealResult {
    times = Map.copyOf(times);
    notes = List.copyOf(notes);
  }
}
