package io.sealwright.devchain.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.genesis.Chains;
import io.sealwright.devchain.genesis.Genesis;
import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.MemoryBlocks;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.AccountState;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.RewardState;
import io.sealwright.protocol.actor.method.CreateMiner;
import io.sealwright.protocol.actor.method.MarketWithdrawal;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Receipt;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MachineTest {
  private static final TokenAmount ONE = TokenAmount.of(1, FilUnit.FIL);
  private static final TokenAmount ALL = TokenAmount.of(2_000_000_000, FilUnit.FIL);
  private static final long LIMIT = 50_000_000;
  private static final TokenAmount FEE_CAP = TokenAmount.ofAtto(1_000_000);
  private static final TokenAmount PREMIUM = TokenAmount.ofAtto(100_000);
  private static final Address NEWCOMER = Chains.key(2);

  private final MemoryBlocks blocks = new MemoryBlocks();
  private final Machine machine = new Machine(blocks, Chains.codes(), Chains.RULES);
  private Cid state = Cid.ofCbor(new byte[] {0});
  private long epoch;

  @BeforeEach
  void begin() throws IOException {
    state = Genesis.make(blocks, Chains.codes(), Chains.spec(Chains.RULES, SectorSize.KIB_2, 1));
  }

  @Test
  void aFirstSendToAKeyMakesItsAccount() throws IOException {
    Receipt receipt = apply(send(0, NEWCOMER, ONE));

    assertThat(receipt.exitCode()).isEqualTo(ExitCode.OK);
    long number = tree().resolve(NEWCOMER).orElseThrow();
    assertThat(number).isEqualTo(1001);
    assertThat(Chains.balance(tree(), number)).isEqualTo(ONE);
    assertThat(tree().require(number).code()).isEqualTo(BuiltinCode.ACCOUNT.cid());
    assertThat(tree().read(number, ActorCbor.ACCOUNT)).isEqualTo(new AccountState(NEWCOMER));
    assertThat(tree().require(100).nonce()).isEqualTo(1);
  }

  @Test
  void whatTheSenderLosesIsSentBurntOrTheMiners() throws IOException {
    TokenAmount before = Chains.balance(tree(), 100);
    Receipt receipt = apply(send(0, NEWCOMER, ONE));
    Message sent = send(0, NEWCOMER, ONE);

    GasCost cost = GasCost.of(sent, receipt.gasUsed(), TokenAmount.ofAtto(100));
    RewardState reward = tree().read(Singletons.REWARD, ActorCbor.REWARD);
    assertThat(before.minus(Chains.balance(tree(), 100))).isEqualTo(ONE.plus(cost.total()));
    assertThat(Chains.burnt(tree())).isEqualTo(cost.baseFeeBurn().plus(cost.overestimationBurn()));
    assertThat(Chains.balance(tree(), 1000))
        .isEqualTo(Chains.FUNDS.plus(reward.paid()).plus(cost.minerTip()));
    assertThat(Chains.money(tree(), 2000)).isEqualTo(ALL);
  }

  @Test
  void anotherNonceIsRefusedAndCostsTheMiner() throws IOException {
    StateMachine.Outcome outcome = outcome(send(7, NEWCOMER, ONE));

    assertThat(outcome.receipts()).hasSize(1);
    assertThat(outcome.receipts().getFirst().exitCode()).isEqualTo(Exits.SENDER_STATE_INVALID);
    assertThat(outcome.applied().getFirst().reason()).contains("7 != 0");
    assertThat(outcome.applied().getFirst().cost().minerPenalty())
        .isEqualTo(TokenAmount.ofAtto(100).times(LIMIT));
    assertThat(Chains.balance(tree(), 100)).isEqualTo(Chains.MILLION.minus(Chains.FUNDS));
    assertThat(tree().require(100).nonce()).isZero();
  }

  @Test
  void whoIsNotOnTheChainCannotSend() throws IOException {
    Message message = sendOne(Chains.key(9), LIMIT);

    assertThat(outcome(message).receipts().getFirst().exitCode()).isEqualTo(Exits.SENDER_INVALID);
  }

  @Test
  void tooLittleGasForTheBlockIsRefused() throws IOException {
    Message message = sendOne(Chains.RICH, 1000);

    assertThat(outcome(message).receipts().getFirst().exitCode()).isEqualTo(Exits.OUT_OF_GAS);
    assertThat(tree().require(100).nonce()).isZero();
  }

  @Test
  void runningOutOfGasUndoesEverythingAndCostsTheWholeLimit() throws IOException {
    long limit = 1_500_000;
    Receipt receipt = apply(sendOne(Chains.RICH, limit));

    assertThat(receipt.exitCode()).isEqualTo(Exits.OUT_OF_GAS);
    assertThat(receipt.gasUsed()).isEqualTo(limit);
    assertThat(tree().resolve(NEWCOMER)).isEmpty();
    assertThat(tree().nextActor()).isEqualTo(1001);
    assertThat(tree().require(100).nonce()).isEqualTo(1);
    assertThat(Chains.burnt(tree())).isEqualTo(TokenAmount.ofAtto(100).times(limit));
  }

  @Test
  void moreThanTheSenderHasIsNotSent() throws IOException {
    StateMachine.Outcome outcome = outcome(send(0, NEWCOMER, Chains.MILLION));

    assertThat(outcome.receipts().getFirst().exitCode()).isEqualTo(Exits.CANNOT_TRANSFER);
    assertThat(tree().resolve(NEWCOMER)).isEmpty();
  }

  @Test
  void nobodyIsMadeAtAnAddressWithoutAKey() throws IOException {
    Address actor = Address.ofActor(NEWCOMER.toBytes());

    assertThat(apply(send(0, actor, ONE)).exitCode()).isEqualTo(Exits.INVALID_RECEIVER);
    assertThat(apply(send(1, Address.id(77_777), ONE)).exitCode())
        .isEqualTo(Exits.INVALID_RECEIVER);
  }

  @Test
  void aMethodThatDoesNotExistAbortsWithAReasonAsANodeWordsIt() throws IOException {
    Message message = call(0, Address.id(1000), TokenAmount.ZERO, 4711, ByteString.EMPTY);

    Applied applied = outcome(message).applied().getFirst();

    assertThat(applied.receipt().exitCode()).isEqualTo(Exits.UNHANDLED_MESSAGE);
    assertThat(applied.reason())
        .startsWith("message failed with backtrace:\n00: f01000 (method 4711) -- ")
        .endsWith(" (22)\n (RetCode=22)");
  }

  @Test
  void aMessageInTwoBlocksIsCarriedOutOnce() throws IOException {
    Message message = send(0, NEWCOMER, ONE);
    TipsetWork.Block block = new TipsetWork.Block(1000, 1, List.of(message), List.of());
    TipsetWork work =
        new TipsetWork(new Epoch(1), List.of(), TokenAmount.ofAtto(100), List.of(block, block));

    StateMachine.Outcome outcome = machine.apply(state, work, Chains.randomness());

    assertThat(outcome.receipts()).hasSize(1);
    assertThat(outcome.applied()).hasSize(4);
  }

  @Test
  void aTrialTakesNoMoneyForGasAndKeepsNothing() throws IOException {
    int before = blocks.count();
    Message poor = send(0, NEWCOMER, ONE);
    Message second = call(5, NEWCOMER, ONE, 0, ByteString.EMPTY);

    StateMachine.Trial trial =
        machine.attempt(state, new Epoch(1), List.of(poor, second), Chains.randomness());

    assertThat(trial.receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(trial.receipt().gasUsed()).isBetween(500_000L, 5_000_000L);
    assertThat(trial.call().receiver()).isEqualTo(1001);
    assertThat(blocks.count()).isEqualTo(before);
  }

  @Test
  void aTrialTellsWhyItFailed() throws IOException {
    StateMachine.Trial trial =
        machine.attempt(
            state,
            new Epoch(1),
            List.of(send(0, NEWCOMER, Chains.MILLION.times(2))),
            Chains.randomness());

    assertThat(trial.receipt().exitCode()).isEqualTo(Exits.CANNOT_TRANSFER);
    assertThat(trial.reason()).contains("does not have funds").endsWith("(RetCode=6)");
  }

  @Test
  void aRehearsalComesToTheSameAndKeepsNothing() throws IOException {
    int before = blocks.count();
    TipsetWork work = Chains.work(1, 100, send(0, NEWCOMER, ONE));

    StateMachine.Outcome rehearsed = machine.rehearse(state, work, Chains.randomness());

    assertThat(blocks.count()).isEqualTo(before);
    assertThat(machine.apply(state, work, Chains.randomness())).isEqualTo(rehearsed);
  }

  @Test
  void aMinerIsMadeByTheInitActorForThePowerActor() throws IOException {
    CreateMiner asked = new CreateMiner(Chains.RICH, Chains.RICH, 10, ByteString.EMPTY, List.of());
    ByteString params = ByteString.of(MethodCbor.CREATE_MINER.encode(asked));
    Receipt receipt = apply(call(0, Address.id(Singletons.POWER), ONE, 2, params));

    CreateMiner.Created made = MethodCbor.CREATED_MINER.decode(receipt.returned().toBytes());
    assertThat(receipt.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(made.id()).isEqualTo(Address.id(1001));
    assertThat(tree().resolve(made.robust())).hasValue(1001);
    assertThat(tree().require(1001).code()).isEqualTo(BuiltinCode.MINER.cid());
    assertThat(tree().read(Singletons.POWER, ActorCbor.POWER).miners()).isEqualTo(2);
  }

  @Test
  void whatAnAbortedCallDidBelowItIsUndone() throws IOException {
    CreateMiner asked = new CreateMiner(Chains.RICH, Chains.RICH, 99, ByteString.EMPTY, List.of());
    ByteString params = ByteString.of(MethodCbor.CREATE_MINER.encode(asked));

    Applied applied =
        outcome(call(0, Address.id(Singletons.POWER), ONE, 2, params)).applied().getFirst();

    assertThat(applied.receipt().exitCode().isOk()).isFalse();
    assertThat(tree().nextActor()).isEqualTo(1001);
    assertThat(tree().read(Singletons.POWER, ActorCbor.POWER).miners()).isEqualTo(1);
    assertThat(Chains.balance(tree(), Singletons.POWER)).isEqualTo(TokenAmount.ZERO);
    assertThat(applied.reason())
        .contains("00: f04 (method 2)", "01: f01 (method 2)", "02: f01001 (method 1)");
  }

  @Test
  void depositsWithTheMarketComeBack() throws IOException {
    Address market = Address.id(Singletons.MARKET);
    ByteString self = ByteString.of(AddressCbor.ADDRESS.encode(Chains.RICH));
    MarketWithdrawal asked = new MarketWithdrawal(Chains.RICH, ONE.times(5));
    ByteString withdrawal = ByteString.of(MethodCbor.MARKET_WITHDRAWAL.encode(asked));

    assertThat(apply(call(0, market, ONE.times(3), 2, self)).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(Chains.balance(tree(), Singletons.MARKET)).isEqualTo(ONE.times(3));
    Receipt receipt = apply(call(1, market, TokenAmount.ZERO, 3, withdrawal));

    assertThat(AmountCbor.AMOUNT.decode(receipt.returned().toBytes())).isEqualTo(ONE.times(3));
    assertThat(Chains.balance(tree(), Singletons.MARKET)).isEqualTo(TokenAmount.ZERO);
  }

  @Test
  void dealsAreRefused() throws IOException {
    Message message = call(0, Address.id(Singletons.MARKET), TokenAmount.ZERO, 4, ByteString.EMPTY);

    assertThat(outcome(message).receipts().getFirst().exitCode()).isEqualTo(Exits.FORBIDDEN);
  }

  @Test
  void onlyTheChainItselfMayAwardBlocks() throws IOException {
    Message message = call(0, Address.id(Singletons.REWARD), TokenAmount.ZERO, 2, ByteString.EMPTY);

    assertThat(outcome(message).receipts().getFirst().exitCode().isOk()).isFalse();
  }

  private Receipt apply(Message message) throws IOException {
    return outcome(message).receipts().getFirst();
  }

  private StateMachine.Outcome outcome(Message message) throws IOException {
    epoch++;
    StateMachine.Outcome outcome =
        machine.apply(state, Chains.work(epoch, 100, message), Chains.randomness());
    state = outcome.state();
    return outcome;
  }

  private StateTree tree() throws IOException {
    return StateTree.of(blocks, state);
  }

  private static Message send(long nonce, Address to, TokenAmount value) {
    return call(nonce, to, value, 0, ByteString.EMPTY);
  }

  private static Message call(
      long nonce, Address to, TokenAmount value, long method, ByteString params) {
    return new Message(
        to, Chains.RICH, nonce, value, LIMIT, FEE_CAP, PREMIUM, new MethodNumber(method), params);
  }

  private static Message sendOne(Address from, long limit) {
    return new Message(
        NEWCOMER, from, 0, ONE, limit, FEE_CAP, PREMIUM, MethodNumber.SEND, ByteString.EMPTY);
  }
}
