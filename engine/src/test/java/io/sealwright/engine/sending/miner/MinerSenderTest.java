package io.sealwright.engine.sending.miner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.mpool.SendSpec;
import io.sealwright.devchain.node.Faults;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.sending.SendRefused;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.Line;
import io.sealwright.engine.standing.MemoryOutbox;
import io.sealwright.engine.standing.MinerFacts;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.SubmitWindowedPost;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.SignedMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miner's messages to a real chain, while things go wrong. */
final class MinerSenderTest {
  @TempDir private Path folder;
  private DevMiner miner;
  private final MemoryOutbox outbox = new MemoryOutbox();

  @BeforeEach
  void open() throws Exception {
    miner = DevMiner.in(folder);
    miner.advance(3);
  }

  @AfterEach
  void close() throws Exception {
    miner.close();
  }

  private Line line(long... numbers) {
    return line(SenderSettings.DEFAULTS, numbers);
  }

  private Line line(SenderSettings settings, long... numbers) {
    return new Line(miner, outbox, settings, numbers);
  }

  /** The power goes between the record and the message. */
  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  private List<SignedMessage> pool() throws Exception {
    return miner.node().ask(miner.node().api().mpool().pending().ask(TipsetKey.HEAD));
  }

  @Test
  void aCrashBeforeTheMessageWasSentSendsItOnce() throws Exception {
    Line line = line(7);
    outbox.afterReserve =
        () -> {
          throw new PowerCut();
        };
    assertThatThrownBy(line::act).isInstanceOf(PowerCut.class);
    assertThat(pool()).isEmpty();
    assertThat(outbox.pending()).hasSize(1);
    outbox.afterReserve = () -> {};

    Line again = line(7);
    again.step();
    assertThat(again.state(7)).isInstanceOf(SectorState.PreCommitBatchWait.class);
    assertThat(outbox.pending()).hasSize(1);
    assertThat(pool()).isEmpty();
    assertThat(again.sender().redeliver()).isEmpty();

    assertThat(pool()).containsExactly(outbox.pending().getFirst().signed());
    again.until(7, SectorState.WaitSeed.class, 20);
    assertThat(outbox.pending()).hasSize(1);
  }

  @Test
  void whatThePoolDoesNotTakeAgainIsNamedWithTheReason() throws Exception {
    outbox.afterReserve =
        () -> {
          throw new PowerCut();
        };
    Line line = line(7);
    assertThatThrownBy(line::act).isInstanceOf(PowerCut.class);
    OutboxRecord kept = outbox.pending().getFirst();

    miner.fail("MpoolPush");
    assertThat(line.sender().redeliver())
        .containsExactly(new MinerSender.Undelivered(kept, "on strike"));

    // The pool is shown to begin with, and not when it is looked at again.
    miner
        .chain()
        .setFaults(
            new Faults(
                List.of(answering("MpoolPush", 1), answering("MpoolPending", 2)),
                false,
                Optional.empty(),
                List.of(),
                -1));
    assertThat(line.sender().redeliver())
        .singleElement()
        .satisfies(unknown -> {
          assertThat(unknown.record()).isEqualTo(kept);
          assertThat(unknown.words()).startsWith("on strike, and then the pool was not shown:");
        });
    assertThat(outbox.pending()).containsExactly(kept);
  }

  private static Faults.Answering answering(String methods, int every) {
    return new Faults.Answering(methods, Duration.ZERO, Optional.of("on strike"), every);
  }

  @Test
  void aCrashAfterTheMessageWasSentSendsNoSecond() throws Exception {
    line(7).act();
    SignedMessage first = pool().getFirst();

    Line again = line(7);
    again.act();
    again.sender().redeliver();

    assertThat(pool()).containsExactly(first);
    assertThat(again.state(7)).isInstanceOf(SectorState.PreCommitBatchWait.class);
  }

  @Test
  void anotherMessageGetsTheNonceAfterOneThatIsOnlyOnRecord() throws Exception {
    outbox.afterReserve =
        () -> {
          throw new PowerCut();
        };
    assertThatThrownBy(line(7)::act).isInstanceOf(PowerCut.class);
    outbox.afterReserve = () -> {};
    long kept = outbox.pending().getFirst().nonce();

    line(8).act();
    line(8).sender().redeliver();
    miner.advance(2);

    assertThat(outbox.pending()).extracting(OutboxRecord::nonce).containsExactly(kept, kept + 1);
    assertThat(pool()).isEmpty();
    Line both = line(7, 8);
    assertThat(both.facts().standing(new SectorNumber(7)))
        .isInstanceOf(ChainStanding.PreCommitted.class);
    assertThat(both.facts().standing(new SectorNumber(8)))
        .isInstanceOf(ChainStanding.PreCommitted.class);
  }

  @Test
  void nothingIsSentWhileMoneyIsUnknown() throws Exception {
    Line line = line(7);
    miner.fail("MpoolPending");

    line.act();

    assertThat(line.deliveries).isEmpty();
    assertThat(outbox.pending()).isEmpty();
    miner.heal();
    line.act();
    assertThat(line.deliveries).singleElement().isInstanceOf(Delivery.UnderWay.class);
  }

  @Test
  void whatThePoolRefusesIsOffTheRecordAndTriedAgain() throws Exception {
    Line line = line(7);
    miner.fail("MpoolPush");

    line.step();

    assertThat(line.deliveries)
        .singleElement()
        .isInstanceOfSatisfying(
            Delivery.PutOff.class, put -> assertThat(put.words()).contains("on strike"));
    assertThat(outbox.pending()).isEmpty();
    assertThat(outbox.allSettled().values()).containsExactly(new MessageFate.None());
    miner.heal();
    line.until(7, SectorState.WaitSeed.class, 20);
  }

  @Test
  void oneBadProofOfABatchFailsByItself() throws Exception {
    Line line = line(7, 8, 9);
    line.unprovable.add(new SectorNumber(8));

    line.until(9, SectorState.Proving.class, 60);
    for (int i = 0; i < 10; i++) {
      line.step();
    }

    assertThat(line.state(7)).isInstanceOf(SectorState.Proving.class);
    assertThat(line.state(8))
        .isInstanceOfSatisfying(
            SectorState.Failed.class,
            failed -> assertThat(failed.trouble().words()).contains("exit code 16"));
  }

  @Test
  void oneSectorThatCannotBePromisedDoesNotHoldUpTheOthers() throws Exception {
    Epoch good = miner.head().plus(new EpochSpan(300 * 2880));
    List<Request> requests =
        List.of(promise(6, good), promise(7, miner.head()), promise(8, good), promise(9, good));

    List<Delivery> deliveries = line().sender().deliver(requests, Map.of());

    assertThat(deliveries)
        .filteredOn(Delivery.Refused.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Delivery.Refused.class,
            refused -> {
              assertThat(refused.request()).isEqualTo(requests.get(1));
              assertThat(refused.words()).contains("execution failed");
            });
    miner.advance(2);
    MinerFacts facts = line(6, 7, 8, 9).facts();
    for (long number : List.of(6L, 8L, 9L)) {
      assertThat(facts.standing(new SectorNumber(number)))
          .isInstanceOf(ChainStanding.PreCommitted.class);
    }
    assertThat(facts.standing(new SectorNumber(7))).isEqualTo(new ChainStanding.Absent());
  }

  private static Request promise(long number, Epoch expiration) {
    SectorNumber sector = new SectorNumber(number);
    Evidence.Pledged pledged =
        new Evidence.Pledged(
            new SectorId(DevMiner.MINER, sector), DevMiner.PROOF, new EpochSpan(200 * 2880));
    Evidence.Filled filled =
        new Evidence.Filled(pledged, List.of(Specimens.zeros()), Specimens.HOST);
    Evidence.Ticketed ticketed =
        new Evidence.Ticketed(filled, Specimens.TICKETED.ticket(), new Epoch(-375));
    Evidence.Labelled labelled =
        new Evidence.Labelled(ticketed, Specimens.LABELLED.commD(), Specimens.HOST);
    return new Request.PreCommit(
        new Evidence.Replicated(labelled, Line.replica(sector)), expiration);
  }

  @Test
  void aMessageThatNeverLandsIsPendingAndNotFollowedByAnother() throws Exception {
    Line line = line(7);
    miner
        .chain()
        .setFaults(
            new Faults(
                List.of(),
                false,
                Optional.empty(),
                List.of(new Faults.Stranded.ByMethod(MessagePurpose.PRE_COMMIT.method().number())),
                -1));

    for (int i = 0; i < 30; i++) {
      line.step();
      line.sender().redeliver();
    }

    assertThat(line.state(7)).isInstanceOf(SectorState.PreCommitBatchWait.class);
    assertThat(pool()).hasSize(1);
    assertThat(line.facts().fates().values()).containsExactly(new MessageFate.Pending());
    miner.heal();
    line.until(7, SectorState.WaitSeed.class, 20);
  }

  @Test
  void nothingIsSentThatTheBaseFeeWouldKeepBack() throws Exception {
    Line line = line(7);
    miner
        .chain()
        .setFaults(
            new Faults(List.of(), false, Optional.of(TokenAmount.parse("1 FIL")), List.of(), -1));
    miner.advance(2);

    line.act();

    assertThat(line.deliveries)
        .singleElement()
        .isInstanceOfSatisfying(
            Delivery.PutOff.class, put -> assertThat(put.words()).contains("1 FIL a unit"));
    assertThat(outbox.pending()).isEmpty();
    assertThat(pool()).isEmpty();
  }

  @Test
  void aNonceThatSomebodyElseUsedIsLostOnlyWhenItIsForGood() throws Exception {
    outbox.afterReserve =
        () -> {
          throw new PowerCut();
        };
    Line line = line(7);
    assertThatThrownBy(line::act).isInstanceOf(PowerCut.class);
    outbox.afterReserve = () -> {};
    Message lost = outbox.pending().getFirst().signed().message();
    miner
        .chain()
        .send(
            new Message(
                lost.from(),
                lost.from(),
                0,
                TokenAmount.ZERO,
                0,
                TokenAmount.ZERO,
                TokenAmount.ZERO,
                MethodNumber.SEND,
                ByteString.EMPTY),
            SendSpec.DEFAULT);
    miner.advance(3);

    assertThat(line.facts().fates().values()).containsExactly(new MessageFate.Unknown());
    miner.chain().skip(DevMiner.RULES.finality().epochs());
    miner.advance(3);

    assertThat(line.facts().fates().values()).containsExactly(new MessageFate.Superseded());
    assertThat(outbox.pending()).isEmpty();
  }

  @Test
  void theSameProofIsNotSentTwice() throws Exception {
    Line line = line(7);
    line.until(7, SectorState.Proving.class, 60);
    line.onDuty = false;
    ProvingDeadline due = due();
    int index = requireNonNull(line.facts().places().get(new SectorNumber(7))).deadline();
    while (due.index() != index || !due.now().equals(due.open())) {
      miner.advance(1);
      due = due();
    }
    SubmitWindowedPost post = line.post(due, 0, Bitfield.EMPTY);

    var sent = line.send(post);

    assertThat(line.send(post)).isEqualTo(sent);
    assertThat(pool()).hasSize(1);
    miner.advance(2);
    assertThat(pool()).isEmpty();
    assertThat(line.send(post)).isEqualTo(sent);
    assertThat(pool()).isEmpty();
  }

  @Test
  void aProofThatWouldFailIsNotSent() throws Exception {
    Line line = line(7);
    line.until(7, SectorState.Proving.class, 60);
    int records = outbox.pending().size();
    SubmitWindowedPost late = line.post(due(), 40, Bitfield.EMPTY);

    assertThatThrownBy(() -> line.send(late)).isInstanceOf(SendRefused.class);
    assertThat(outbox.pending()).hasSize(records);
  }

  private ProvingDeadline due() throws RpcException, InterruptedException {
    return miner
        .node()
        .ask(
            miner
                .node()
                .api()
                .miner()
                .provingDeadline()
                .ask(Address.of(DevMiner.MINER), TipsetKey.HEAD));
  }

  @Test
  void moneyIsBroughtOnlyWhereTheMinerHasNotEnough() throws Exception {
    Line line = line(7);
    line.act();
    OutboxRecord fromMiner = outbox.pending().getFirst();
    assertThat(fromMiner.signed().message().value()).isEqualTo(TokenAmount.ZERO);
    assertThat(fromMiner.locks()).isEqualTo(deposit());

    SenderSettings all =
        new SenderSettings(
            BatchLimits.DEFAULTS,
            FeeLimits.DEFAULTS,
            new Collateral(false, TokenAmount.ZERO),
            Optional.empty());
    line(all, 8, 9).act();

    OutboxRecord fromWorker = outbox.pending().getLast();
    assertThat(fromWorker.signed().message().value()).isEqualTo(deposit().times(2));
    assertThat(fromWorker.locks()).isEqualTo(TokenAmount.ZERO);
  }

  private TokenAmount deposit() throws Exception {
    return SectorPrices.at(
            miner.node(), DevMiner.MINER, DevMiner.PROOF, DevMiner.RULES, miner.node().head())
        .deposit();
  }

  @Test
  void aReorganisationTakesNothingFromTheRecord() throws Exception {
    Line line = line(7);
    line.until(7, SectorState.WaitSeed.class, 20);

    miner.chain().reorganise(4);
    line.until(7, SectorState.Proving.class, 60);

    assertThat(outbox.pending())
        .filteredOn(record -> record.purpose() == MessagePurpose.PRE_COMMIT)
        .hasSize(1);
  }

  @Test
  void aNodeThatIsOnStrikeIsNotGuessedAbout() throws Exception {
    Line line = line(7);
    line.until(7, SectorState.Proving.class, 60);
    SectorNumber sector = new SectorNumber(7);
    for (String method :
        List.of("StateMinerAllocated", "StateMinerPartitions", "StateMinerSectors")) {
      miner.fail(method);
      assertThat(line.facts().standing(sector)).as(method).isEqualTo(new ChainStanding.Unknown());
    }
    miner.fail("StateMinerProvingDeadline");
    assertThat(line.facts().deadlineOpens(sector)).isEmpty();
    miner.fail("StateMiner*ForPower");
    assertThat(line.facts().funds()).isEmpty();
    miner.fail("StateSearchMsg");
    assertThat(line.facts().fates().values()).containsOnly(new MessageFate.Unknown());
    miner.fail("ChainHead");
    assertThatThrownBy(line::facts).isInstanceOf(RpcException.class);
  }

  @Test
  void aPromiseThatCannotBeReadIsUnknown() throws Exception {
    Line line = line(7);
    line.until(7, SectorState.WaitSeed.class, 20);
    miner.fail("StateSectorPreCommitInfo");

    assertThat(line.facts().standing(new SectorNumber(7))).isEqualTo(new ChainStanding.Unknown());
  }
}
