package io.sealwright.engine.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.removal.ChainStanding.Ending;
import io.sealwright.engine.removal.TrashRule.Fate;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.lotus.cluster.FileType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a removed sector can still come back, and until when. */
final class TrashRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final ChainStanding ENDED = Cases.ended(Ending.TERMINATED, 2000);

  @Test
  void filesOfASectorThatWasOnChainCanBeBroughtBackForAWeek() {
    Fate fate = TrashRule.WEEK.of(new FoundFile("a", FileType.SEALED, true), ENDED, NOW);
    Fate.Trashed trashed = new Fate.Trashed(Instant.parse("2026-03-08T00:00:00Z"));
    assertThat(fate).isEqualTo(trashed);
    assertThat(TrashRule.isOver(trashed, trashed.until().minusSeconds(1))).isFalse();
    assertThat(TrashRule.isOver(trashed, trashed.until())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "SEALED, true, false",
    "CACHE, true, false",
    "CACHE, false, false",
    "UNSEALED, true, true",
    "UNSEALED, false, false",
    "PIECE, true, true"
  })
  void ofASectorThatNeverWasOnChainOnlyDataFromOutsideIsKept(
      FileType type, boolean whole, boolean kept) {
    Fate fate =
        new TrashRule(Duration.ofHours(1))
            .of(new FoundFile("a", type, whole), new ChainStanding.Never(), NOW);
    assertThat(fate instanceof Fate.Trashed).isEqualTo(kept);
  }

  @Test
  void halfAFileIsNotWorthKeeping() {
    assertThat(TrashRule.WEEK.of(new FoundFile("a", FileType.SEALED, false), ENDED, NOW))
        .isEqualTo(new Fate.Deleted());
  }
}
