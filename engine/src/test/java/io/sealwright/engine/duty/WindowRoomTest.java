package io.sealwright.engine.duty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.proving.WindowRoom;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.WindowProof;
import io.sealwright.protocol.SectorSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Room for the window of {@link Scene}, which is open for 30 minutes. */
final class WindowRoomTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Host.Name HERE = new Host.Name("here");
  private static final Map<Host.Name, WindowProof> EIGHT =
      Map.of(HERE, new WindowProof(8, SectorSize.GIB_32));

  private final WindowRoom room =
      new WindowRoom(HERE, SectorSize.GIB_32, Duration.ofSeconds(30), () -> NOW);

  private Map<Host.Name, WindowProof> after(Duration time) {
    return room.in(
            new Snapshot(
                NOW.plus(time),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of()))
        .proofs();
  }

  @Test
  void isKeptFromTheBeginningOfAProofToItsEnd() {
    Attempt attempt = Scene.attempt(Scene.EIGHT, 1, 0);
    room.look(Scene.at(1480).facts());
    assertThat(after(Duration.ZERO)).isEmpty();
    room.look(Scene.at(1480).proving(attempt).facts());
    assertThat(after(Duration.ZERO)).isEqualTo(EIGHT);
    room.look(Scene.at(1490).proven(attempt).facts());
    assertThat(after(Duration.ZERO)).isEmpty();
  }

  @Test
  void isNotKeptBeyondTheWindowByADutyThatTheChainDoesNotAnswer() {
    room.look(Scene.at(1500).proving(Scene.attempt(Scene.EIGHT, 1, 0)).facts());
    assertThat(after(Duration.ofSeconds(20 * 60 - 1))).isEqualTo(EIGHT);
    assertThat(after(Duration.ofMinutes(30))).isEmpty();
  }
}
