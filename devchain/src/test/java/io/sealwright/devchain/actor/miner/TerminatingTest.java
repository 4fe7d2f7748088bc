package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.miner.Stage.Refused;
import io.sealwright.protocol.actor.method.CompactPartitions;
import io.sealwright.protocol.actor.method.ExtendSectors;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ends of sectors: early, later than promised, and what is left of them. */
final class TerminatingTest {
  private Stage stage = Stage.fast();
  private Operator operator = new Operator(stage);

  TerminatingTest() throws IOException {}

  @BeforeEach
  void begin() throws IOException {
    stage.jump(new Epoch(1000));
    operator.seal(1, 2, 3);
  }

  @Test
  void anActiveSectorEndsForAFee() throws IOException {
    operator.proveDeadlineOf(1);
    operator.proveDeadlineOf(3);

    endsForAFee(1);

    assertThat(stage.claim().rawPower().longValue()).isEqualTo(2048 * 3);
  }

  @Test
  void anUnprovenSectorEndsWithoutLosingPower() throws IOException {
    operator.proveDeadlineOf(3);
    operator.seal(4, 5);
    var power = stage.claim();

    endsForAFee(5);

    assertThat(stage.claim()).isEqualTo(power);
  }

  @Test
  void aFaultySectorEnds() throws IOException {
    operator.proveDeadlineOf(1);
    operator.missDeadlineOf(1);
    leaveWindow();

    endsForAFee(2);

    assertThat(stage.ledger().partitionOf(2).faults()).isEqualTo(Bitfield.of(1));
  }

  @Test
  void aRecoveringSectorEnds() throws IOException {
    operator.proveDeadlineOf(1);
    operator.missDeadlineOf(1);
    leaveWindow();
    stage.does(
        Stage.WORKER, Operator.RECOVERIES, MethodCbor.SECTOR_SELECTIONS, operator.selection(1, 2));

    endsForAFee(2);

    assertThat(stage.ledger().partitionOf(2).recoveries()).isEqualTo(Bitfield.of(1));
  }

  @Test
  void whatHasEndedCannotEndAgain() throws IOException {
    operator.proveDeadlineOf(1);
    endsForAFee(1);

    Refused refused = refuseToEnd(1);

    assertThat(refused.code()).isEqualTo(16);
    assertThat(refused.reason()).contains("can only terminate live sectors");
  }

  @Test
  void nothingEndsRightBeforeOrInItsWindow() throws IOException {
    operator.proveDeadlineOf(1);
    operator.waitForDeadlineOf(1);

    Refused refused = refuseToEnd(1);

    assertThat(refused.code()).isEqualTo(16);
    assertThat(refused.reason()).contains("cannot terminate sectors in immutable deadline");
  }

  @Test
  void aSectorLivesOnForLongerWhenPromised() throws IOException {
    operator.proveDeadlineOf(1);
    Ledger before = stage.ledger();
    Ledger.Place place = before.place(1);
    Sector old = before.sectors().get(1L);
    Epoch later = old.expiration().plus(new EpochSpan(100_000));

    stage.does(
        Stage.WORKER, 32, MethodCbor.EXTEND_SECTORS, extension(place, Bitfield.of(1), later));

    Ledger after = stage.ledger();
    after.check(stage.claim());
    Sector now = after.sectors().get(1L);
    assertThat(now.expiration()).isEqualTo(later);
    assertThat(now.powerBase()).isEqualTo(stage.now());
    assertThat(now.activation()).isEqualTo(old.activation());
    assertThat(now.dailyFee()).isEqualTo(old.dailyFee());
    assertThat(refuse(extension(place, Bitfield.of(1), old.expiration())).reason())
        .contains("cannot reduce sector 1 expiration");
  }

  private Refused refuse(ExtendSectors params) throws IOException {
    return stage.refuses(Stage.WORKER, 32, MethodCbor.EXTEND_SECTORS, params);
  }

  private static ExtendSectors extension(Ledger.Place place, Bitfield sectors, Epoch end) {
    return new ExtendSectors(
        List.of(
            new ExtendSectors.Extension(
                place.deadline(), place.partition(), sectors, List.of(), end)));
  }

  @Test
  void sectorsEndByThemselvesWhenTheirTimeIsOver() throws IOException {
    operator.proveDeadlineOf(1);
    operator.proveDeadlineOf(3);
    Sector sector = stage.ledger().sectors().get(1L);
    stage.jump(sector.expiration().minus(stage.period().times(2)));
    operator.proveUntil(stage.now().plus(stage.period()));
    recover(1, 2);
    TokenAmount pledge = stage.ledger().state().initialPledge();

    operator.proveUntil(sector.expiration().plus(stage.period()));

    assertThat(stage.ledger().partitionOf(1).terminated()).isEqualTo(Bitfield.of(1, 2));
    assertThat(stage.ledger().state().initialPledge()).isLessThan(pledge);
    stage.ledger().check(stage.claim());
  }

  /** Jumping over windows misses them. */
  private void recover(long... sectors) throws IOException {
    stage.does(
        Stage.WORKER,
        Operator.RECOVERIES,
        MethodCbor.SECTOR_SELECTIONS,
        operator.selection(sectors));
  }

  @Test
  void compactionLeavesNoTraceOfEndedSectors() throws IOException {
    operator.proveDeadlineOf(1);
    endsForAFee(1);
    Ledger.Place place = stage.ledger().place(2);
    operator.proveUntil(stage.now().plus(new EpochSpan(70)));
    while (!operator
        .window(stage.next())
        .pace()
        .window(operator.window(stage.next()).periodStart(), (int) place.deadline())
        .isCompactableAt(stage.next())) {
      operator.proveOpenDeadline();
      stage.step();
    }

    stage.does(
        Stage.WORKER,
        19,
        MethodCbor.COMPACT_PARTITIONS,
        new CompactPartitions(place.deadline(), Bitfield.of(place.partition())));

    Ledger after = stage.ledger();
    after.check(stage.claim());
    assertThat(after.sectors()).containsOnlyKeys(2L, 3L);
    assertThat(after.partition(place).sectors()).isEqualTo(Bitfield.of(2));
  }

  @Test
  void compactionMustWaitUntilNothingCanBeDisputed() throws IOException {
    operator.proveDeadlineOf(1);

    Refused refused =
        stage.refuses(
            Stage.WORKER,
            19,
            MethodCbor.COMPACT_PARTITIONS,
            new CompactPartitions(stage.ledger().place(1).deadline(), Bitfield.of(0)));

    assertThat(refused.code()).isEqualTo(18);
  }

  /** Right after its window a deadline may be changed, but not one whose turn is next. */
  private void leaveWindow() throws IOException {
    operator.proveUntil(stage.now().plus(new EpochSpan(6)));
  }

  private void endsForAFee(long sector) throws IOException {
    Ledger before = stage.ledger();
    TokenAmount burnt = stage.balance(99);
    TokenAmount pledge = before.sectors().get(sector).initialPledge();

    ByteString result =
        stage.does(
            Stage.WORKER,
            Operator.TERMINATE,
            MethodCbor.SECTOR_SELECTIONS,
            operator.selection(sector));

    assertThat(MethodCbor.TERMINATION_RESULT.decode(result.toBytes()).done()).isTrue();
    Ledger after = stage.ledger();
    after.check(stage.claim());
    assertThat(after.partitionOf(sector).terminated().contains(sector)).isTrue();
    assertThat(before.state().initialPledge().minus(after.state().initialPledge()))
        .isEqualTo(pledge);
    TokenAmount fee = stage.balance(99).minus(burnt);
    TokenAmount percent = new TokenAmount(pledge.atto().divide(BigInteger.valueOf(100)));
    assertThat(fee).isGreaterThanOrEqualTo(percent.times(2));
    assertThat(after.state().feeDebt()).isEqualTo(TokenAmount.ZERO);
  }

  private Refused refuseToEnd(long sector) throws IOException {
    return stage.refuses(
        Stage.WORKER, Operator.TERMINATE, MethodCbor.SECTOR_SELECTIONS, operator.selection(sector));
  }
}
