package io.sealwright.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.sending.miner.Haste;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GatheringTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Request PROOF = new Request.ProveCommit(Specimens.PROVEN);

  private final Haste haste = new Haste();
  private final Gathering gathering =
      new Gathering(
          new Gathering.Rule(3, Duration.ofMinutes(10)),
          new Gathering.Rule(3, Duration.ofMinutes(10)),
          haste);

  private static Gathering.Asked proof(int minutesAgo) {
    return new Gathering.Asked(PROOF, NOW.minus(Duration.ofMinutes(minutesAgo)));
  }

  @Test
  void messagesGoWhenThereAreEnoughOrTheFirstHasWaited() {
    assertThat(gathering.due(List.of(proof(9), proof(0)), NOW)).isEmpty();
    assertThat(gathering.due(List.of(proof(10), proof(0)), NOW)).hasSize(2);
    assertThat(gathering.due(Collections.nCopies(3, proof(0)), NOW)).hasSize(3);
  }

  @Test
  void anOperatorSendsThoseThatWaitThenAndNoLaterOnesAlone() {
    haste.want(Request.Purpose.PRE_COMMIT, NOW);
    assertThat(gathering.due(List.of(proof(1)), NOW)).isEmpty();
    haste.want(Request.Purpose.PROVE_COMMIT, NOW.minusSeconds(30));
    assertThat(gathering.due(List.of(proof(1), proof(0)), NOW)).hasSize(2);
    assertThat(gathering.due(List.of(proof(0)), NOW)).isEmpty();
  }
}
