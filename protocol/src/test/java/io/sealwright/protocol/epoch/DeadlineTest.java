package io.sealwright.protocol.epoch;

import static io.sealwright.protocol.epoch.Deadline.Phase.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.Vectors;
import io.sealwright.protocol.cbor.CborException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class DeadlineTest {
  /** Deadline 2 of a period that begins at epoch 1000: open in [1120, 1180). */
  private static final Deadline DEADLINE = new ProvingPeriod(new Epoch(1000)).deadline(2);

  @ParameterizedTest
  @CsvSource({
    "1049, FAULTS_DECLARABLE", "1050, FAULTS_FROZEN", "1119, FAULTS_FROZEN",
    "1120, OPEN", "1179, OPEN", "1180, ELAPSED"
  })
  void changesPhaseExactlyAtItsBounds(long epoch, Deadline.Phase phase) {
    assertThat(DEADLINE.phaseAt(new Epoch(epoch))).isEqualTo(phase);
  }

  @ParameterizedTest
  @CsvSource({"1059, true", "1060, false", "1179, false", "1180, true"})
  void sectorsAreAssignedOnlyOutsideTheWindowAndTheOneBefore(long epoch, boolean mutable) {
    assertThat(DEADLINE.isMutableAt(new Epoch(epoch))).isEqualTo(mutable);
  }

  /** Small enough to try whole: a sampled property would only hide the one epoch that is wrong. */
  @Test
  void everyEpochOfAPeriodIsOpenInExactlyOneDeadline() {
    ProvingPeriod period = new ProvingPeriod(new Epoch(-500));
    LongStream.range(-500, -500 + ProvingPeriod.LENGTH.epochs())
        .mapToObj(Epoch::new)
        .forEach(epoch ->
            assertThat(deadlines(period).filter(d -> d.phaseAt(epoch) == OPEN))
                .containsExactly(period.deadlineAt(epoch)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"StateMinerProvingDeadline", "StateMinerProvingDeadline.later"})
  void agreesWithWhatANodeAnswered(String call) {
    JsonNode node = Vectors.recorded(call);
    Epoch now = new Epoch(node.get("CurrentEpoch").asLong());
    long offset = Math.floorMod(node.get("PeriodStart").asLong(), 2880);

    ProvingPeriod period = ProvingPeriod.containing(now, offset);
    Deadline deadline = period.deadlineAt(now);

    assertThat(period.start().height()).isEqualTo(node.get("PeriodStart").asLong());
    assertThat(deadline.index()).isEqualTo(node.get("Index").asInt());
    assertThat(deadline.open().height()).isEqualTo(node.get("Open").asLong());
    assertThat(deadline.close().height()).isEqualTo(node.get("Close").asLong());
    assertThat(deadline.challenge().height()).isEqualTo(node.get("Challenge").asLong());
    assertThat(deadline.faultCutoff().height()).isEqualTo(node.get("FaultCutoff").asLong());
  }

  @ParameterizedTest
  @CsvSource({"1505, 1000, 1000", "999, 1000, -1880", "-1, 0, -2880", "0, 0, 0", "2880, 0, 2880"})
  void aPeriodIsTheLatestThatBeganByThen(long now, long offset, long start) {
    ProvingPeriod period = ProvingPeriod.containing(new Epoch(now), offset);

    assertThat(period.start()).isEqualTo(new Epoch(start));
    assertThat(period.contains(new Epoch(now))).isTrue();
    assertThat(period.offset()).isEqualTo(offset);
  }

  @Test
  void deadlinesFollowEachOtherAcrossPeriods() {
    ProvingPeriod period = new ProvingPeriod(new Epoch(7));
    Deadline deadline = period.deadline(0);
    for (int i = 0; i < Deadline.PER_PERIOD; i++) {
      assertThat(deadline).isEqualTo(period.deadline(i));
      assertThat(deadline.period()).isEqualTo(period);
      deadline = deadline.next();
    }
    assertThat(deadline).isEqualTo(period.next().deadline(0));
  }

  @Test
  void aDeadlineOutsideThePeriodIsABug() {
    ProvingPeriod period = new ProvingPeriod(Epoch.GENESIS);

    assertThatIllegalArgumentException().isThrownBy(() -> period.deadline(48));
    assertThatIllegalArgumentException().isThrownBy(() -> period.deadline(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> period.deadlineAt(new Epoch(2880)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void anEpochMayBeNegativeInABlockOfTheChain(long height) throws CborException {
    Epoch epoch = new Epoch(height);

    assertThat(EpochCbor.EPOCH.decode(EpochCbor.EPOCH.encode(epoch))).isEqualTo(epoch);
  }

  @Test
  void epochsAreApartBySpans() {
    Epoch early = new Epoch(-5);
    Epoch late = new Epoch(5);

    assertThat(late.since(early)).isEqualTo(new EpochSpan(10)).isGreaterThan(EpochSpan.ZERO);
    assertThat(early.plus(new EpochSpan(4).plus(new EpochSpan(6)))).isEqualTo(late);
    assertThat(early).isLessThan(late);
  }

  private static Stream<Deadline> deadlines(ProvingPeriod period) {
    return IntStream.range(0, Deadline.PER_PERIOD).mapToObj(period::deadline);
  }
}
