package io.sealwright.engine.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.engine.sending.RescueStep.Reason;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with pending messages, and what frees them at what price. */
final class RescuePlannerTest {
  private static final Address OWNER = Address.id(100);
  private static final TokenAmount RICH = TokenAmount.parse("1000");
  private static final TokenAmount BASE = TokenAmount.ofAtto(1_000_000);
  private static final TokenAmount USUAL = TokenAmount.ofAtto(100_000);
  private static final long LIMIT = 2_000_000;

  /** The numbers of real nodes: spec 2.5, and {@code MpoolPush.replace-too-low}. */
  @ParameterizedTest
  @CsvSource({
    "1.13.2+mainnet+git.abc, 150000, 187501",
    "v1.21.0+mainnet, 150000, 187501",
    "v1.22.0+mainnet, 150000, 165001",
    "v1.36.2-dev+2k+git.b835fab70, 100374, 110412",
    "1.13.2, 0, 1",
    "v1.36.2, 0, 1",
    "unheard-of, 150000, 187501"
  })
  void theLeastPremiumOfAReplacement(String version, long old, long minimum) {
    assertThat(ReplacementRule.ofVersion(version).minimumPremium(TokenAmount.ofAtto(old)))
        .isEqualTo(TokenAmount.ofAtto(minimum));
  }

  /** As {@code mpool replace --auto} did it on a real network: 99730 became 124663. */
  @Test
  void aPremiumIsRaisedByWhatTheNodeIsConfiguredTo() {
    PoolFacts quiet =
        new PoolFacts(
            TokenAmount.ofAtto(100),
            TokenAmount.ofAtto(99_000),
            ReplacementRule.TENTH,
            125,
            List.of(queue(25, message(25, 100_345, 99_730))));
    RescuePlan plan = RescuePlanner.plan(quiet, everything());
    assertThat(only(plan).fresh().gasPremium()).isEqualTo(TokenAmount.ofAtto(124_663));
  }

  @Test
  void aMessageBelowTheBaseFeeIsReplacedAndKeepsItsOwnGasLimit() {
    SignedMessage stuck = message(7, 500_000, 100_000);
    RescuePlan plan = RescuePlanner.plan(facts(queue(7, stuck)), request());
    RescueStep.Replace replace = only(plan);
    assertThat(replace.standing()).isEqualTo(new Standing.FeeCapTooLow(BASE));
    assertThat(replace.fresh().gasPremium()).isEqualTo(TokenAmount.ofAtto(125_001));
    // 1,000,000 · 2699 / 256 + 125,001
    assertThat(replace.fresh().gasFeeCap()).isEqualTo(TokenAmount.ofAtto(10_542_968 + 125_001));
    assertThat(replace.fresh().gasLimit()).isEqualTo(LIMIT);
    assertThat(plan.worstFee()).isEqualTo(TokenAmount.ofAtto(10_667_969L * LIMIT));
    assertThat(plan.feeNow()).isEqualTo(TokenAmount.ofAtto(1_125_001L * LIMIT));
  }

  @Test
  void aMessageThatOffersTheMinerNearlyNothingIsReplaced() {
    SignedMessage slow = message(7, 1_020_000, 100_000);
    RescuePlan plan = RescuePlanner.plan(facts(queue(7, slow)), request());
    assertThat(only(plan).standing())
        .isEqualTo(new Standing.PremiumTooLow(TokenAmount.ofAtto(20_000), USUAL));
  }

  @Test
  void whatIsBehindAStuckMessageIsLeftAndTheStuckOneSaysHowMuchItBlocks() {
    PoolFacts facts =
        facts(
            queue(
                7,
                message(8, 9_000_000, 100_000),
                message(7, 10, 1),
                message(9, 9_000_000, 100_000)));
    List<Diagnosis.Pending> found = Diagnosis.of(facts);
    assertThat(found).extracting(p -> p.message().message().nonce()).containsExactly(7L, 8L, 9L);
    assertThat(found).extracting(Diagnosis.Pending::blocking).containsExactly(2, 0, 0);
    assertThat(found.get(1).standing()).isEqualTo(new Standing.Behind(7));
    RescuePlan plan = RescuePlanner.plan(facts, request());
    assertThat(plan.replacements()).hasSize(1);
    assertThat(plan.steps().get(1)).isInstanceOf(RescueStep.Leave.class);
  }

  @Test
  void messagesOfASenderAreReplacedInNonceOrder() {
    PoolFacts facts = facts(queue(7, message(9, 10, 1), message(7, 10, 1), message(8, 10, 1)));
    assertThat(RescuePlanner.plan(facts, request()).replacements())
        .extracting(step -> step.fresh().nonce())
        .containsExactly(7L, 8L, 9L);
  }

  @Test
  void beyondAGapNothingIsReplaced() {
    PoolFacts facts = facts(queue(6, message(7, 10, 1)));
    assertThat(Diagnosis.of(facts).getFirst().standing()).isEqualTo(new Standing.BeyondGap(6));
    assertThat(refusal(RescuePlanner.plan(facts, request()))).isEqualTo(new Reason.BeyondGap(6));
  }

  @Test
  void aCapBelowTheLeastReplacementIsRefusedWithTheCapThatIsNeeded() {
    TokenAmount old = TokenAmount.ofAtto(2_000_000);
    PoolFacts facts = facts(queue(7, message(7, 2_000_000, 2_000_000)));
    RescueRequest poor =
        new RescueRequest(
            Set.of(), Set.of(), true, TokenAmount.ofAtto(2_100_000).times(LIMIT), Optional.empty());
    TokenAmount least = ReplacementRule.TENTH.minimumPremium(old);
    assertThat(refusal(RescuePlanner.plan(facts, poor)))
        .isEqualTo(new Reason.CapBelowMinimum(least.times(LIMIT)));
  }

  @Test
  void aCapBringsThePremiumDownToWhatThePoolStillTakes() {
    PoolFacts facts = facts(queue(7, message(7, 1_000_000, 1_000_000)));
    RescueRequest tight =
        new RescueRequest(
            Set.of(), Set.of(), true, TokenAmount.ofAtto(1_150_000).times(LIMIT), Optional.empty());
    RescueStep.Replace replace = only(RescuePlanner.plan(facts, tight));
    assertThat(replace.fresh().gasFeeCap()).isEqualTo(TokenAmount.ofAtto(1_150_000));
    assertThat(replace.fresh().gasPremium()).isEqualTo(TokenAmount.ofAtto(1_150_000));
    assertThat(replace.worstFee()).isLessThanOrEqualTo(tight.maxFee());
  }

  /** 1.125^5 is 1.802, 1.125^6 is 2.027: twice the base fee outlasts five epochs. */
  @Test
  void aFeeCapThatTheLimitHoldsDownSaysHowLongItLasts() {
    RescueRequest tight =
        new RescueRequest(
            Set.of(),
            Set.of(),
            false,
            TokenAmount.ofAtto(2_000_000).times(LIMIT),
            Optional.empty());
    PoolFacts facts = facts(queue(7, message(7, 500_000, 100_000)));
    RescueStep.Replace held = only(RescuePlanner.plan(facts, tight));
    RescueStep.Replace free = only(RescuePlanner.plan(facts, request()));
    assertThat(held.lasts(BASE)).isEqualTo(5);
    assertThat(held.lastingFee(BASE)).isEqualTo(free.worstFee());
    assertThat(free.lasts(BASE)).isEqualTo(20);
    TokenAmount high = BASE.times(1_000_000);
    PoolFacts dear =
        new PoolFacts(
            high, facts.usualPremium(), facts.rule(), facts.ratioPercent(), facts.queues());
    RescueRequest open =
        new RescueRequest(
            Set.of(), Set.of(), false, TokenAmount.parse("1000000"), Optional.empty());
    assertThat(only(RescuePlanner.plan(dear, open)).lasts(high)).isEqualTo(20);
  }

  @Test
  void whatLingersIsReplacedThoughNothingKnownIsInItsWay() {
    SignedMessage clear = message(7, 9_000_000, 100_000);
    RescueRequest patient =
        new RescueRequest(
            Set.of(),
            Set.of(),
            false,
            RescueRequest.USUAL_MAX_FEE,
            Optional.empty(),
            TokenAmount.ZERO,
            Set.of(clear.cid()));
    PoolFacts facts = facts(queue(7, clear, message(8, 9_000_000, 100_000)));
    assertThat(RescuePlanner.plan(facts, request()).replacements()).isEmpty();
    assertThat(only(RescuePlanner.plan(facts, patient)).old()).isEqualTo(clear);
  }

  @Test
  void aCapBelowTheBaseFeeIsRefused() {
    PoolFacts facts = facts(queue(7, message(7, 500_000, 100_000)));
    RescueRequest poor =
        new RescueRequest(
            Set.of(), Set.of(), false, TokenAmount.ofAtto(999_999).times(LIMIT), Optional.empty());
    assertThat(refusal(RescuePlanner.plan(facts, poor)))
        .isEqualTo(new Reason.CapBelowBaseFee(BASE.times(LIMIT)));
  }

  @Test
  void theTotalIsCappedAndWhatIsBehindARefusedMessageIsRefusedToo() {
    PoolFacts facts = facts(queue(7, message(7, 10, 1), message(8, 10, 1), message(9, 10, 1)));
    TokenAmount each = RescuePlanner.plan(facts, request()).replacements().getFirst().worstFee();
    RescueRequest capped =
        new RescueRequest(
            Set.of(), Set.of(), false, RescueRequest.USUAL_MAX_FEE, Optional.of(each.plus(each)));
    RescuePlan plan = RescuePlanner.plan(facts, capped);
    assertThat(plan.replacements()).hasSize(2);
    assertThat(plan.worstFee()).isEqualTo(each.plus(each));
    assertThat(refusal(plan)).isEqualTo(new Reason.OverTotal(each.times(3)));
  }

  @Test
  void aSenderThatCannotPayIsSaid() {
    TokenAmount little = TokenAmount.ofAtto(1_000_000).times(LIMIT);
    SenderQueue queue = new SenderQueue(OWNER, 7, little, List.of(message(7, 10, 1)));
    assertThat(refusal(RescuePlanner.plan(facts(queue), request())))
        .isInstanceOf(Reason.NotFunded.class);
  }

  @Test
  void onlyWhatIsNamedIsTouched() {
    SignedMessage first = message(7, 10, 1);
    SignedMessage second = message(8, 10, 1);
    RescueRequest named =
        new RescueRequest(
            Set.of(first.cid()), Set.of(), false, RescueRequest.USUAL_MAX_FEE, Optional.empty());
    RescuePlan plan = RescuePlanner.plan(facts(queue(7, first, second)), named);
    assertThat(only(plan).old()).isEqualTo(first);
    assertThat(plan.steps().get(1)).isInstanceOf(RescueStep.Leave.class);
  }

  @Test
  void whatIsSparedIsLeftThoughItIsStuck() {
    SignedMessage first = message(7, 10, 1);
    RescueRequest sparing =
        new RescueRequest(
            Set.of(), Set.of(first.cid()), false, RescueRequest.USUAL_MAX_FEE, Optional.empty());
    RescuePlan plan = RescuePlanner.plan(facts(queue(7, first, message(8, 10, 1))), sparing);
    assertThat(only(plan).fresh().nonce()).isEqualTo(8);
  }

  @Test
  void whatHasLandedIsLeft() {
    PoolFacts facts = facts(queue(8, message(7, 10, 1), message(8, 9_000_000, 100_000)));
    assertThat(Diagnosis.of(facts).getFirst().standing()).isEqualTo(new Standing.Superseded());
    assertThat(RescuePlanner.plan(facts, everything()).replacements())
        .extracting(step -> step.fresh().nonce())
        .containsExactly(8L);
  }

  @Test
  void aMessageThatNeedsMoreThanThereIsIsNotFunded() {
    SenderQueue queue =
        new SenderQueue(OWNER, 7, TokenAmount.ofAtto(5), List.of(message(7, 9_000_000, 100_000)));
    assertThat(Diagnosis.of(facts(queue)).getFirst().standing())
        .isInstanceOf(Standing.NotFunded.class);
  }

  @Test
  void aReplacementThatDoesSomethingElseIsABug() {
    SignedMessage old = message(7, 10, 1);
    Message other = message(8, 10, 1).message();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RescueStep.Replace(old, new Standing.Clear(), other));
  }

  private static RescueStep.Replace only(RescuePlan plan) {
    assertThat(plan.replacements()).hasSize(1);
    return plan.replacements().getFirst();
  }

  private static Reason refusal(RescuePlan plan) {
    assertThat(plan.refusals()).isNotEmpty();
    return plan.refusals().getFirst().reason();
  }

  private static RescueRequest request() {
    return new RescueRequest(
        Set.of(), Set.of(), false, RescueRequest.USUAL_MAX_FEE, Optional.empty());
  }

  private static RescueRequest everything() {
    return new RescueRequest(
        Set.of(), Set.of(), true, RescueRequest.USUAL_MAX_FEE, Optional.empty());
  }

  private static PoolFacts facts(SenderQueue... queues) {
    return new PoolFacts(BASE, USUAL, ReplacementRule.TENTH, 125, List.of(queues));
  }

  private static SenderQueue queue(long next, SignedMessage... messages) {
    return new SenderQueue(OWNER, next, RICH, List.of(messages));
  }

  private static SignedMessage message(long nonce, long feeCap, long premium) {
    Message message =
        new Message(
            Address.id(1000),
            OWNER,
            nonce,
            TokenAmount.ofAtto(1),
            LIMIT,
            TokenAmount.ofAtto(feeCap),
            TokenAmount.ofAtto(premium),
            new MethodNumber(0),
            ByteString.EMPTY);
    return new SignedMessage(message, new Signature(SignatureType.BLS, ByteString.EMPTY));
  }
}
