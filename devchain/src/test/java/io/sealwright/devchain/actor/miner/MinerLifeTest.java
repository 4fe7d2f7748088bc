package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.vm.Applied;
import io.sealwright.protocol.actor.method.ExtendSectors;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.WithdrawBalance;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an operator does in whatever order: after each epoch the books are right. */
final class MinerLifeTest {
  private static final int EPOCHS = 250;
  private static final long DEEDS = 9;

  private Stage stage = Stage.fast();
  private Operator operator = new Operator(stage);
  private long nextNumber = 1;

  MinerLifeTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theBooksAreRightAfterEveryEpoch(long seed) throws IOException {
    Random random = new Random(seed);
    int done = 0;
    int refused = 0;
    stage.jump(new Epoch(1000));
    for (int i = 0; i < EPOCHS; i++) {
      if (random.nextInt(3) > 0) {
        act(random);
      }
      if (random.nextInt(8) > 0) {
        operator.proveOpenDeadline();
      }
      for (Applied applied : stage.step()) {
        done += applied.receipt().exitCode().isOk() ? 1 : 0;
        refused += applied.receipt().exitCode().isOk() ? 0 : 1;
        assertThat(applied.receipt().exitCode().code())
            .as("seed %d, epoch %s: %s", seed, stage.now(), applied.reason())
            .isNotEqualTo(20)
            .isLessThan(1000);
      }
      stage.ledger().check(stage.claim());
    }
    assertThat(done).as("messages that went well").isGreaterThan(EPOCHS / 4);
    assertThat(refused).as("messages refused").isPositive();
    assertThat(stage.ledger().sectors()).hasSizeGreaterThan(10);
  }

  private void act(Random random) throws IOException {
    switch ((int) random.nextLong(DEEDS)) {
      case 0, 1 -> promise(random);
      case 2, 3, 4 -> prove();
      case 5 -> select(random, Operator.FAULTS);
      case 6 -> select(random, Operator.RECOVERIES);
      case 7 -> select(random, random.nextInt(3) == 0 ? Operator.TERMINATE : Operator.FAULTS);
      default -> extendOrWithdraw(random);
    }
  }

  private void promise(Random random) {
    long[] numbers = new long[1 + random.nextInt(4)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = nextNumber;
      nextNumber += 1 + random.nextInt(3);
    }
    stage.send(
        Stage.WORKER,
        Operator.PRE_COMMIT,
        MethodCbor.PRE_COMMIT_SECTORS,
        operator.promises(numbers));
  }

  private void prove() throws IOException {
    Epoch ripe = stage.next().minus(stage.rules.preCommitChallengeDelay()).minus(new EpochSpan(1));
    long[] numbers =
        stage.ledger().preCommits().values().stream()
            .filter(found -> found.landed().compareTo(ripe) <= 0)
            .mapToLong(found -> found.sector().number().number())
            .toArray();
    if (numbers.length > 0) {
      stage.send(
          Stage.WORKER,
          Operator.PROVE_COMMIT,
          MethodCbor.PROVE_COMMIT_SECTORS,
          Operator.proofs(WithheldProofs.bytes(192), numbers));
    }
  }

  private void select(Random random, long method) throws IOException {
    List<Long> sectors = new ArrayList<>(stage.ledger().sectors().keySet());
    if (!sectors.isEmpty()) {
      long[] chosen =
          random
              .ints(1 + random.nextInt(2), 0, sectors.size())
              .mapToLong(sectors::get)
              .distinct()
              .toArray();
      stage.send(Stage.WORKER, method, MethodCbor.SECTOR_SELECTIONS, operator.selection(chosen));
    }
  }

  private void extendOrWithdraw(Random random) throws IOException {
    Ledger ledger = stage.ledger();
    List<Long> sectors = new ArrayList<>(ledger.sectors().keySet());
    if (sectors.isEmpty() || random.nextBoolean()) {
      stage.send(
          Stage.OWNER,
          16,
          MethodCbor.WITHDRAW_BALANCE,
          new WithdrawBalance(TokenAmount.of(1, FilUnit.FIL)));
      return;
    }
    long sector = sectors.get(random.nextInt(sectors.size()));
    Ledger.Place place = ledger.place(sector);
    Partition partition = ledger.partition(place);
    if (partition.active().contains(sector)) {
      Epoch later =
          ledger.sectors().get(sector).expiration().plus(new EpochSpan(random.nextInt(5000)));
      stage.send(
          Stage.WORKER,
          32,
          MethodCbor.EXTEND_SECTORS,
          new ExtendSectors(
              List.of(
                  new ExtendSectors.Extension(
                      place.deadline(),
                      place.partition(),
                      Bitfield.of(sector),
                      List.of(),
                      later))));
    }
  }
}
