package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.actor.Estimate;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.ChangeBeneficiary;
import io.sealwright.protocol.actor.method.ChangeMultiaddrs;
import io.sealwright.protocol.actor.method.ChangePeerId;
import io.sealwright.protocol.actor.method.ChangeWorkerAddress;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.WithdrawBalance;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a miner is, and who gets its money. */
final class IdentityTest {
  private static final Address STRANGER = Address.id(Stage.STRANGER);

  private Stage stage = Stage.devnet();

  IdentityTest() throws IOException {}

  @BeforeEach
  void begin() throws IOException {
    stage.jump(new Epoch(100));
  }

  private MinerIdentity identity() throws IOException {
    return stage.ledger().identity();
  }

  @Test
  void aNewWorkerWorksOnlyAfterTheDelay() throws IOException {
    ChangeWorkerAddress change = new ChangeWorkerAddress(STRANGER, List.of(STRANGER));
    assertThat(stage.refuses(Stage.WORKER, 3, MethodCbor.CHANGE_WORKER_ADDRESS, change).code())
        .isEqualTo(18);
    stage.does(Stage.OWNER, 3, MethodCbor.CHANGE_WORKER_ADDRESS, change);
    Epoch effective = stage.now().plus(stage.rules.workerKeyDelay());

    assertThat(identity().worker()).isEqualTo(Address.id(Stage.WORKER));
    assertThat(identity().controls()).containsExactly(STRANGER);
    assertThat(identity().workerChange())
        .contains(new MinerIdentity.WorkerChange(STRANGER, effective));
    confirm();
    assertThat(identity().workerChange()).isPresent();
    stage.jump(effective);
    confirm();
    assertThat(identity().worker()).isEqualTo(STRANGER);
    assertThat(identity().workerChange()).isEmpty();
  }

  private void confirm() throws IOException {
    stage.send(Stage.OWNER, 21, ByteString.EMPTY, TokenAmount.ZERO);
    assertThat(stage.step().getLast().reason()).isEmpty();
  }

  @Test
  void contactIsChangedWithinItsLimits() throws IOException {
    ByteString peer = ByteString.fromHex("0024080112");
    stage.does(Stage.WORKER, 4, MethodCbor.CHANGE_PEER_ID, new ChangePeerId(peer));
    stage.does(Stage.WORKER, 18, MethodCbor.CHANGE_MULTIADDRS, new ChangeMultiaddrs(List.of(peer)));
    assertThat(identity().peerId()).isEqualTo(peer);
    assertThat(identity().multiaddrs()).containsExactly(peer);

    ChangePeerId long129 = new ChangePeerId(ByteString.of(new byte[129]));
    assertThat(stage.refuses(Stage.WORKER, 4, MethodCbor.CHANGE_PEER_ID, long129).reason())
        .contains("peer ID size of 129 exceeds maximum size of 128");
    ChangeMultiaddrs empty = new ChangeMultiaddrs(List.of(ByteString.EMPTY));
    assertThat(stage.refuses(Stage.WORKER, 18, MethodCbor.CHANGE_MULTIADDRS, empty).reason())
        .contains("invalid empty multiaddr");
  }

  @Test
  void controlAddressesAreLimited() throws IOException {
    ChangeWorkerAddress eleven =
        new ChangeWorkerAddress(Address.id(Stage.WORKER), Collections.nCopies(11, STRANGER));

    assertThat(stage.refuses(Stage.OWNER, 3, MethodCbor.CHANGE_WORKER_ADDRESS, eleven).reason())
        .contains("exceeds max control addresses length 10");
  }

  @Test
  void anOwnerIsProposedAndConfirms() throws IOException {
    assertThat(stage.refuses(Stage.STRANGER, 23, ADDRESS, STRANGER).code()).isEqualTo(18);
    stage.does(Stage.OWNER, 23, ADDRESS, STRANGER);
    assertThat(identity().pendingOwner()).contains(STRANGER);
    assertThat(identity().owner()).isEqualTo(Address.id(Stage.OWNER));

    stage.does(Stage.STRANGER, 23, ADDRESS, STRANGER);
    assertThat(identity().owner()).isEqualTo(STRANGER);
    assertThat(identity().beneficiary()).isEqualTo(STRANGER);
    assertThat(identity().pendingOwner()).isEmpty();
  }

  @Test
  void aBeneficiaryDrawsItsQuotaAndNoMore() throws IOException {
    TokenAmount quota = TokenAmount.of(2, FilUnit.FIL);
    ChangeBeneficiary change = new ChangeBeneficiary(STRANGER, quota, new Epoch(10_000));
    stage.does(Stage.OWNER, 30, MethodCbor.CHANGE_BENEFICIARY, change);
    assertThat(identity().beneficiary()).isEqualTo(Address.id(Stage.OWNER));
    stage.does(Stage.STRANGER, 30, MethodCbor.CHANGE_BENEFICIARY, change);
    assertThat(identity().beneficiary()).isEqualTo(STRANGER);

    TokenAmount before = stage.balance(Stage.STRANGER);
    WithdrawBalance three = new WithdrawBalance(TokenAmount.of(3, FilUnit.FIL));
    ByteString result = stage.does(Stage.OWNER, 16, MethodCbor.WITHDRAW_BALANCE, three);
    assertThat(AmountCbor.AMOUNT.decode(result.toBytes())).isEqualTo(quota);
    assertThat(stage.balance(Stage.STRANGER).minus(before)).isEqualTo(quota);
    assertThat(stage.refuses(Stage.OWNER, 16, MethodCbor.WITHDRAW_BALANCE, three).code())
        .isEqualTo(18);
    ByteString told = stage.does(Stage.STRANGER, 31, CborCodecs.BOOL, true);
    assertThat(told.size()).isGreaterThan(20);
  }

  @Test
  void theOwnerDrawsWhatIsNotLocked() throws IOException {
    WithdrawBalance all = new WithdrawBalance(TokenAmount.of(1_000_000, FilUnit.FIL));
    assertThat(stage.refuses(Stage.WORKER, 16, MethodCbor.WITHDRAW_BALANCE, all).code())
        .isEqualTo(18);
    Ledger before = stage.ledger();
    TokenAmount free = before.state().available(before.actor().balance());
    TokenAmount own = stage.balance(Stage.OWNER);

    stage.does(Stage.OWNER, 16, MethodCbor.WITHDRAW_BALANCE, all);

    assertThat(stage.balance(Stage.OWNER).minus(own)).isEqualTo(free);
    Ledger after = stage.ledger();
    after.check(stage.claim());
    assertThat(after.state().lockedFunds()).isGreaterThan(before.state().lockedFunds());
  }

  @Test
  void locksThreeQuartersOfARewardForHalfAYear() throws IOException {
    Ledger before = stage.ledger();
    stage.send(Stage.OWNER, 0, ByteString.EMPTY, TokenAmount.ZERO);
    stage.step();
    Ledger after = stage.ledger();

    TokenAmount reward = after.actor().balance().minus(before.actor().balance());
    TokenAmount locked = after.state().lockedFunds().minus(before.state().lockedFunds());
    assertThat(locked).isEqualTo(new TokenAmount(reward.times(3).atto().shiftRight(2)));
    assertThat(after.vesting().getLast().epoch().since(stage.now()).epochs())
        .isBetween(180L * 2880, 181L * 2880);
    assertThat(after.vesting()).hasSizeBetween(180, 364);
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8, 25, 26, 27, 29, 33, 99, 999_999_999})
  void methodsOfThePastAreUnhandled(long method) throws IOException {
    assertThat(stage.refuses(Stage.OWNER, method, ADDRESS, STRANGER).code()).isEqualTo(22);
  }

  @ParameterizedTest
  @ValueSource(longs = {15, 35, 36})
  void whatThisChainCannotVerifyIsRefusedInWords(long method) throws IOException {
    Stage.Refused refused = stage.refuses(Stage.OWNER, method, ADDRESS, STRANGER);

    assertThat(refused.code()).isEqualTo(16);
    assertThat(refused.reason()).contains("on this chain");
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5, 9, 10, 11, 16, 18, 19, 20, 23, 24, 28, 30, 32, 34})
  void parametersThatDoNotReadAreRefused(long method) throws IOException {
    stage.send(Stage.OWNER, method, ByteString.fromHex("8301"), TokenAmount.ZERO);

    assertThat(stage.step().getLast().receipt().exitCode().code()).isEqualTo(21);
  }

  @Test
  void onlyTheChainItselfMayRewardOrEndADeadline() throws IOException {
    Estimate none = new Estimate(BigInteger.ONE, BigInteger.ZERO);
    ActorCalls.ApplyRewards reward =
        new ActorCalls.ApplyRewards(TokenAmount.ofAtto(1), TokenAmount.ZERO);
    ActorCalls.DeferredCron cron =
        new ActorCalls.DeferredCron(ByteString.fromHex("8101"), none, none);

    assertThat(stage.refuses(Stage.OWNER, 14, ActorCallsCbor.APPLY_REWARDS, reward).code())
        .isEqualTo(18);
    assertThat(stage.refuses(Stage.OWNER, 12, ActorCallsCbor.DEFERRED_CRON, cron).code())
        .isEqualTo(18);
  }

  @Test
  void contractsAreAnswered() throws IOException {
    assertThat(answer(3_858_292_296L).hex()).isEqualTo("190800");
    assertThat(answer(3_275_365_574L).hex()).isEqualTo("82420064f6");
    long[] others = {4_026_106_874L, 1_726_876_304L, 2_812_875_329L, 1_332_909_407L};
    for (long method : others) {
      assertThat(answer(method).isEmpty()).isFalse();
    }
  }

  private ByteString answer(long method) throws IOException {
    stage.send(Stage.STRANGER, method, ByteString.EMPTY, TokenAmount.ZERO);
    var applied = stage.step().getLast();
    assertThat(applied.reason()).isEmpty();
    return applied.receipt().returned();
  }
}
