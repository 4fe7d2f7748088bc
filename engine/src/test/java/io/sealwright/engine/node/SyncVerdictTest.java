package io.sealwright.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.node.SyncVerdict.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a node is in step, on its way, or stuck. */
final class SyncVerdictTest {
  private static final Instant START = Instant.parse("2026-11-23T06:00:00Z");
  private static final Duration BLOCK = Duration.ofSeconds(30);

  @Test
  void aHeadYoungerThanAnEpochIsInStepWhateverTheWorkersSay() {
    SyncVerdict verdict = wait(facts(0, 1000, 29, Optional.empty(), 8, List.of()));
    assertThat(verdict).isEqualTo(new SyncVerdict.InStep(Duration.ofSeconds(29)));
  }

  @Test
  void aHeadOfAnEpochIsNotYetInStepForAWaitButIsForHealth() {
    SyncFacts facts = facts(0, 1000, 30, Optional.empty(), 8, List.of());
    assertThat(wait(facts)).isInstanceOf(SyncVerdict.Waiting.class);
    assertThat(new SyncWatch(SyncVerdict.EPOCHS_OF_HEALTH).observe(facts).isInStep()).isTrue();
  }

  @Test
  void aNodeThatGetsOnIsSyncingWithAnEstimate() {
    SyncWatch watch = new SyncWatch(1);
    watch.observe(facts(0, 1000, 30_000, Optional.of(2000L), 8, List.of()));
    // 10 epochs a second, and the network goes on by one in 30 seconds
    SyncVerdict verdict = watch.observe(facts(10, 1100, 27_010, Optional.of(2000L), 8, List.of()));
    assertThat(verdict)
        .isEqualTo(new SyncVerdict.Syncing(900, Optional.of(Duration.ofSeconds(90))));
  }

  @Test
  void executingMessagesOfOneTipsetIsProgressToo() {
    SyncWatch watch = new SyncWatch(1);
    for (int minute = 0; minute < 60; minute++) {
      SyncFacts facts =
          new SyncFacts(
              START.plusSeconds(60L * minute),
              1000,
              START.minusSeconds(9000),
              BLOCK,
              Optional.of(2000L),
              1000,
              100 + minute,
              8,
              List.of());
      assertThat(watch.observe(facts)).isInstanceOf(SyncVerdict.Syncing.class);
    }
  }

  @Test
  void aNodeThatDoesNotMoveIsStuckAndSaysWhyAsFarAsItCanBeSeen() {
    assertThat(afterStanding(Optional.empty(), 0, List.of())).isEqualTo(new Cause.NoPeers());
    assertThat(afterStanding(Optional.empty(), 8, List.of())).isEqualTo(new Cause.NothingNew());
    assertThat(afterStanding(Optional.of(2000L), 8, List.of()))
        .isEqualTo(new Cause.NoProgress(1000));
    assertThat(afterStanding(Optional.of(2000L), 0, List.of("bad block")))
        .isEqualTo(new Cause.Reported("bad block"));
  }

  @Test
  void beforeThatItIsOnlyWaiting() {
    SyncWatch watch = new SyncWatch(1);
    watch.observe(facts(0, 1000, 5000, Optional.empty(), 0, List.of()));
    assertThat(watch.observe(facts(599, 1000, 5599, Optional.empty(), 0, List.of())))
        .isInstanceOf(SyncVerdict.Waiting.class);
    assertThat(watch.observe(facts(600, 1000, 5600, Optional.empty(), 0, List.of())))
        .isInstanceOf(SyncVerdict.Stuck.class);
  }

  @Test
  void aHeadOfTheFutureIsAWrongClock() {
    assertThat(wait(facts(0, 1000, -31, Optional.empty(), 8, List.of())))
        .isInstanceOf(SyncVerdict.ClockWrong.class);
    assertThat(wait(facts(0, 1000, -30, Optional.empty(), 8, List.of())).isInStep()).isTrue();
  }

  @Test
  void theTimeUntilStuckFollowsTheNetworksEpochWithinLimits() {
    assertThat(SyncVerdict.untilStuck(Duration.ofSeconds(30))).isEqualTo(Duration.ofMinutes(10));
    assertThat(SyncVerdict.untilStuck(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(80));
    assertThat(SyncVerdict.untilStuck(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(30));
  }

  private static Cause afterStanding(Optional<Long> target, long peers, List<String> trouble) {
    SyncWatch watch = new SyncWatch(1);
    watch.observe(facts(0, 1000, 5000, target, peers, trouble));
    SyncVerdict verdict = watch.observe(facts(600, 1000, 5600, target, peers, trouble));
    assertThat(verdict).isInstanceOf(SyncVerdict.Stuck.class);
    return ((SyncVerdict.Stuck) verdict).cause();
  }

  private static SyncVerdict wait(SyncFacts facts) {
    return new SyncWatch(SyncVerdict.EPOCHS_OF_A_WAIT).observe(facts);
  }

  private static SyncFacts facts(
      long second, long head, long age, Optional<Long> target, long peers, List<String> trouble) {
    Instant now = START.plusSeconds(second);
    return new SyncFacts(
        now, head, now.minusSeconds(age), BLOCK, target, target.orElse(0L), 0, peers, trouble);
  }
}
