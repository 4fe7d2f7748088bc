package io.sealwright.engine.proving;

import io.sealwright.engine.duty.DutyFacts;
import io.sealwright.engine.duty.Window;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.WindowProof;
import io.sealwright.protocol.SectorSize;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps room for the proof of a window on the miner's host: what the duty is seen to prove is added
 * to the snapshots that plans are made from. A duty that is not seen for long, since the chain does
 * not answer, keeps nothing beyond the end of the window.
 */
public final class WindowRoom {
  private final Host.Name host;
  private final SectorSize size;
  private final Duration blockDelay;
  private final InstantSource clock;
  private volatile Optional<Kept> kept = Optional.empty();

  private record Kept(WindowProof proof, Instant until) {}

  public WindowRoom(Host.Name host, SectorSize size, Duration blockDelay, InstantSource clock) {
    this.host = host;
    this.size = size;
    this.blockDelay = blockDelay;
    this.clock = clock;
  }

  /** Keeps room for what the duty proves, or none. */
  public void look(DutyFacts facts) {
    kept =
        facts
            .own()
            .proving()
            .map(attempt -> {
              Window window = attempt.window();
              long left = Math.max(0, window.close().since(facts.head()).epochs());
              return new Kept(
                  new WindowProof(window.index(), size),
                  clock.instant().plus(blockDelay.multipliedBy(left)));
            });
  }

  /** The same moment, with the proof that is made then. */
  public Snapshot in(Snapshot snapshot) {
    return kept.filter(now -> snapshot.now().isBefore(now.until))
        .map(now -> snapshot.proving(Map.of(host, now.proof)))
        .orElse(snapshot);
  }
}
