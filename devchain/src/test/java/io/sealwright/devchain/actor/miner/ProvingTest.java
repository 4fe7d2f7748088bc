package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.miner.Stage.Refused;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.protocol.actor.PowerClaim;
import io.sealwright.protocol.actor.method.DisputeWindowedPost;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.SubmitWindowedPost;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Window after window, on a chain with short proving periods. */
final class ProvingTest {
  private static final BigInteger FIRST_POWER = BigInteger.valueOf(2048);

  private Stage stage = Stage.fast();
  private Operator operator = new Operator(stage);

  ProvingTest() throws IOException {}

  @BeforeEach
  void begin() throws IOException {
    stage.jump(new Epoch(1000));
    operator.seal(1, 2, 3);
  }

  @Test
  void sectorsCountAsPowerOnceTheyAreProven() throws IOException {
    assertThat(stage.claim().rawPower()).isEqualTo(FIRST_POWER);

    operator.proveDeadlineOf(1);
    operator.proveDeadlineOf(3);

    assertThat(stage.claim()).isEqualTo(power(3));
    stage.ledger().check(stage.claim());
    operator.proveUntil(stage.now().plus(stage.period().times(2)));
    assertThat(stage.claim()).isEqualTo(power(3));
    assertThat(stage.ledger().state().feeDebt()).isEqualTo(TokenAmount.ZERO);
    stage.ledger().check(stage.claim());
  }

  @Test
  void proofsAreKeptForADisputeThatNeverComes() throws IOException {
    int deadline = (int) stage.ledger().place(1).deadline();
    var none = stage.ledger().deadlines().get(deadline).state().optimisticProofs();

    operator.proveDeadlineOf(1);

    var kept = stage.ledger().deadlines().get(deadline).state();
    assertThat(kept.optimisticProofs()).isEqualTo(none);
    assertThat(kept.optimisticProofsSnapshot()).isNotEqualTo(none);
    assertThat(kept.posted().isEmpty()).isTrue();
    Refused refused =
        stage.refuses(
            Stage.STRANGER,
            24,
            MethodCbor.DISPUTE_WINDOWED_POST,
            new DisputeWindowedPost(deadline, 0));
    assertThat(refused.code()).isEqualTo(18);
    assertThat(refused.reason()).contains("nothing to dispute");
  }

  @Test
  void onlyTheWithheldBytesAreAProof() throws IOException {
    operator.waitForDeadlineOf(1);
    byte[] right = WithheldProofs.ofWindow(1).toBytes();
    List<ByteString> wrong = new ArrayList<>();
    for (int i = 0; i < right.length; i++) {
      byte[] changed = right.clone();
      changed[i] ^= (byte) (1 << i % 8);
      wrong.add(ByteString.of(changed));
    }
    wrong.add(WithheldProofs.bytes(191));
    wrong.add(WithheldProofs.bytes(384));
    wrong.add(ByteString.EMPTY);

    for (ByteString proof : wrong) {
      stage.send(
          Stage.WORKER,
          Operator.SUBMIT,
          MethodCbor.SUBMIT_WINDOWED_POST,
          operator.post(proof, Bitfield.EMPTY, 0));
    }
    stage.send(
        Stage.WORKER,
        Operator.SUBMIT,
        MethodCbor.SUBMIT_WINDOWED_POST,
        operator.post(WithheldProofs.ofWindow(1), Bitfield.EMPTY, 0));
    List<Long> codes =
        stage.step().stream().map(each -> each.receipt().exitCode().code()).toList();

    assertThat(codes).hasSize(wrong.size() + 1).startsWith(16L).endsWith(0L);
    assertThat(codes.subList(0, wrong.size())).containsOnly(16L);
  }

  @Test
  void aProofMustBeOfThisWindowAndThisChain() throws IOException {
    operator.waitForDeadlineOf(1);
    SubmitWindowedPost right = operator.post(WithheldProofs.ofWindow(1), Bitfield.EMPTY, 0);

    refusedFor(
        "invalid deadline",
        new SubmitWindowedPost(
            (right.deadline() + 1) % 48,
            right.partitions(),
            right.proofs(),
            right.committed(),
            right.randomness()));
    operator.proveUntil(stage.now().plus(stage.period()));
    operator.waitForDeadlineOf(1);
    SubmitWindowedPost now = operator.post(WithheldProofs.ofWindow(1), Bitfield.EMPTY, 0);
    refusedFor(
        "post commit randomness mismatched",
        new SubmitWindowedPost(
            now.deadline(),
            now.partitions(),
            now.proofs(),
            now.committed(),
            io.sealwright.protocol.Bytes32.of(new byte[32])));
  }

  private void refusedFor(String reason, SubmitWindowedPost post) throws IOException {
    Refused refused =
        stage.refuses(Stage.WORKER, Operator.SUBMIT, MethodCbor.SUBMIT_WINDOWED_POST, post);
    assertThat(refused.code()).isEqualTo(16);
    assertThat(refused.reason()).contains(reason);
  }

  @Test
  void aMissedWindowMakesItsSectorsFaultyForFreeAndTheNextCosts() throws IOException {
    operator.proveDeadlineOf(1);
    operator.proveDeadlineOf(3);
    TokenAmount before = stage.balance(Stage.MINER);
    int deadline = (int) stage.ledger().place(1).deadline();
    TokenAmount daily = stage.ledger().deadlines().get(deadline).state().dailyFee();

    operator.waitForDeadlineOf(1);
    stage.walk(operator.window(stage.next()).close());

    assertThat(stage.ledger().partitionOf(1).faults()).isEqualTo(Bitfield.of(1, 2));
    assertThat(stage.claim()).isEqualTo(power(1));
    stage.ledger().check(stage.claim());
    TokenAmount afterFirst = stage.balance(Stage.MINER);
    assertThat(before.minus(afterFirst).compareTo(daily.times(48))).isNegative();

    TokenAmount burnt = stage.balance(99);
    stage.walk(stage.now().plus(stage.period()));
    assertThat(stage.balance(99).minus(burnt).compareTo(daily.times(48))).isPositive();
    stage.ledger().check(stage.claim());
  }

  @Test
  void declaredFaultsAndRecoveriesComeBackWithTheNextProof() throws IOException {
    operator.proveDeadlineOf(1);
    stage.does(
        Stage.WORKER, Operator.FAULTS, MethodCbor.SECTOR_SELECTIONS, operator.selection(1));
    assertThat(stage.ledger().partitionOf(1).faults()).isEqualTo(Bitfield.of(1));
    stage.ledger().check(stage.claim());

    operator.proveDeadlineOf(1);
    assertThat(stage.ledger().partitionOf(1).faults()).isEqualTo(Bitfield.of(1));
    stage.does(
        Stage.WORKER, Operator.RECOVERIES, MethodCbor.SECTOR_SELECTIONS, operator.selection(1));
    assertThat(stage.ledger().partitionOf(1).recoveries()).isEqualTo(Bitfield.of(1));
    stage.ledger().check(stage.claim());

    operator.proveDeadlineOf(1);
    assertThat(stage.ledger().partitionOf(1).faults().isEmpty()).isTrue();
    stage.ledger().check(stage.claim());
  }

  @Test
  void aRecoveryThatIsNotProvenIsTakenBack() throws IOException {
    operator.proveDeadlineOf(1);
    operator.proveDeadlineOf(3);
    operator.missDeadlineOf(1);
    stage.does(
        Stage.WORKER, Operator.RECOVERIES, MethodCbor.SECTOR_SELECTIONS, operator.selection(2));

    operator.waitForDeadlineOf(1);
    stage.walk(operator.window(stage.next()).close());

    assertThat(stage.ledger().partitionOf(2).recoveries().isEmpty()).isTrue();
    assertThat(stage.ledger().partitionOf(2).faults()).isEqualTo(Bitfield.of(1, 2));
    stage.ledger().check(stage.claim());
  }

  @Test
  void skippedSectorsBecomeFaulty() throws IOException {
    operator.proveDeadlineOf(1);
    operator.waitForDeadlineOf(1);

    stage.does(
        Stage.WORKER,
        Operator.SUBMIT,
        MethodCbor.SUBMIT_WINDOWED_POST,
        operator.post(WithheldProofs.ofWindow(1), Bitfield.of(2), 0));

    assertThat(stage.ledger().partitionOf(1).faults()).isEqualTo(Bitfield.of(2));
    stage.ledger().check(stage.claim());
  }

  @Test
  void declarationsMustComeBeforeTheCutoff() throws IOException {
    operator.proveDeadlineOf(1);
    operator.waitForDeadlineOf(1);

    Refused refused =
        stage.refuses(
            Stage.WORKER, Operator.FAULTS, MethodCbor.SECTOR_SELECTIONS, operator.selection(1));

    assertThat(refused.code()).isEqualTo(16);
    assertThat(refused.reason()).contains("late fault or recovery declaration");
  }

  @Test
  void aSectorFaultyForFortyTwoPeriodsIsEnded() throws IOException {
    operator.proveDeadlineOf(1);
    operator.proveDeadlineOf(3);
    operator.missDeadlineOf(1);
    Window missed = operator.window(stage.now().minus(new EpochSpan(1)));
    TokenAmount pledge = stage.ledger().state().initialPledge();

    operator.proveUntil(missed.last().plus(stage.period().times(42)).minus(new EpochSpan(1)));
    assertThat(stage.ledger().partitionOf(1).terminated().isEmpty()).isTrue();
    stage.ledger().check(stage.claim());
    TokenAmount burnt = stage.balance(99);
    stage.walk(stage.now().plus(new EpochSpan(2)));

    assertThat(stage.ledger().partitionOf(1).terminated()).isEqualTo(Bitfield.of(1, 2));
    assertThat(stage.ledger().partitionOf(1).faults().isEmpty()).isTrue();
    assertThat(stage.ledger().state().earlyTerminations().isEmpty()).isTrue();
    assertThat(stage.ledger().state().initialPledge())
        .isEqualTo(stage.ledger().sectors().get(3L).initialPledge())
        .isLessThan(pledge);
    assertThat(stage.balance(99)).isGreaterThan(burnt);
    assertThat(stage.claim()).isEqualTo(power(1));
    stage.ledger().check(stage.claim());
  }

  private static PowerClaim power(long sectors) {
    BigInteger power = FIRST_POWER.add(BigInteger.valueOf(2048 * sectors));
    return new PowerClaim(5, power, power);
  }
}
