package io.sealwright.devchain.mpool;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.ChainMessage;
import io.sealwright.devchain.chain.States;
import io.sealwright.devchain.chain.consensus.BaseFee;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.devchain.vm.StateMachine.Trial;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a message should offer for gas, by the formulas of a Lotus node. */
public final class GasEstimator {
  /** The most all gas of a message may cost, where the caller does not say. */
  public static final TokenAmount DEFAULT_MAX_FEE = TokenAmount.of(70, FilUnit.MILLI);

  private static final long LEAST_PREMIUM = 100_000;
  private static final long MOST_BLOCKS = 128;
  private static final long USUAL_BLOCKS = 10;
  private static final long USUAL_EPOCHS = 20;
  private static final double FEE_STEP = 1.125;
  private static final int FEE_FRACTION_BITS = 8;
  private static final int NOISE_BITS = 32;
  private static final double NOISE = 0.005;
  private static final int OUT_OF_GAS = 7;

  private final Chain chain;
  private final Mpool pool;
  private final StateMachine machine;
  private final States states;
  private final NetworkLetter letter;
  private final RandomGenerator random;

  /** What a message in a recent tipset offered. */
  private record Offer(TokenAmount premium, long gasLimit) {}

  /**
   * @param random the noise that keeps senders from all offering the same
   */
  public GasEstimator(
      Chain chain,
      Mpool pool,
      StateMachine machine,
      Mpool.Options options,
      RandomGenerator random) {
    this.chain = chain;
    this.pool = pool;
    this.machine = machine;
    this.states = options.states();
    this.letter = options.letter();
    this.random = random;
  }

  /** A fee cap that holds if the base fee rises for so many epochs. */
  public TokenAmount feeCap(Message message, long epochs, TipsetKey tipset) throws IOException {
    TokenAmount fee = chain.tipset(tipset).blocks().getFirst().parentBaseFee();
    long factor = (long) (Math.pow(FEE_STEP, (double) epochs) * (1 << FEE_FRACTION_BITS));
    return new TokenAmount(fee.times(factor).atto().shiftRight(FEE_FRACTION_BITS))
        .plus(message.gasPremium());
  }

  /** The same on the head. */
  public TokenAmount feeCap(Message message, long epochs) throws IOException {
    return feeCap(message, epochs, TipsetKey.HEAD);
  }

  /** The same on the head. */
  public TokenAmount premium(long blocks) throws IOException {
    return premium(blocks, TipsetKey.HEAD);
  }

  /** The premium that gets into one of the next blocks. */
  public TokenAmount premium(long blocks, TipsetKey tipset) throws IOException {
    long horizon = Math.clamp(blocks, 1, MOST_BLOCKS);
    List<Offer> offers = new ArrayList<>();
    int seen = 0;
    Tipset at = chain.tipset(tipset);
    for (long i = 0; i < horizon * 2 && at.height().height() > 0; i++) {
      at = chain.tipset(at.parents());
      seen += at.blocks().size();
      for (ChainMessage message : chain.messagesIn(at)) {
        offers.add(new Offer(message.message().gasPremium(), message.message().gasLimit()));
      }
    }
    TokenAmount median = median(offers, seen);
    boolean low = median.compareTo(TokenAmount.ofAtto(LEAST_PREMIUM)) < 0;
    return noisy(low ? leastFor(horizon) : median);
  }

  /**
   * The gas a message takes after its sender's pending ones. It is tried on the head whatever the
   * tipset, as the pending ones only fit there.
   */
  public long gasLimit(Message message, TipsetKey tipset) throws MessageRefused, IOException {
    requireSender(message, tipset);
    Message free = message.withGas(BaseFee.BLOCK_GAS_LIMIT, TokenAmount.ZERO, TokenAmount.ZERO);
    Trial trial = tryAfterPending(free);
    ExitCode exit = trial.receipt().exitCode();
    if (exit.code() == OUT_OF_GAS) {
      throw new MessageRefused(MessageRefused.OUT_OF_GAS, "call ran out of gas");
    }
    if (!exit.isOk()) {
      throw new MessageRefused(
          MessageRefused.REVERTED,
          "message execution failed (exit=[%s], vm error=[%s])"
              .formatted(ExitNames.of(exit), trial.reason()));
    }
    return trial.receipt().gasUsed();
  }

  /** The message with its zero gas fields filled in, and its cost bounded. */
  public Message fill(Message message, SendSpec spec, TipsetKey tipset)
      throws MessageRefused, IOException {
    long limit = message.gasLimit();
    if (limit == 0) {
      long estimated = (long) (gasLimit(message, tipset) * pool.config().gasOverestimation());
      limit = Math.min(estimated, BaseFee.BLOCK_GAS_LIMIT);
    }
    TokenAmount premium =
        message.gasPremium().isZero() ? premium(USUAL_BLOCKS, tipset) : message.gasPremium();
    Message half = message.withGas(limit, message.gasFeeCap(), premium);
    TokenAmount cap =
        message.gasFeeCap().isZero() ? feeCap(half, USUAL_EPOCHS, tipset) : message.gasFeeCap();
    TokenAmount bounded = bounded(cap, limit, spec);
    return message.withGas(limit, bounded, premium.min(bounded));
  }

  private static TokenAmount bounded(TokenAmount cap, long limit, SendSpec spec) {
    TokenAmount most = spec.maxFee().isZero() ? DEFAULT_MAX_FEE : spec.maxFee();
    boolean over = cap.times(limit).compareTo(most) > 0;
    return spec.maximizeFeeCap() || over
        ? new TokenAmount(most.atto().divide(BigInteger.valueOf(limit)))
        : cap;
  }

  private void requireSender(Message message, TipsetKey tipset) throws MessageRefused, IOException {
    Cid state = chain.stateAfter(chain.tipset(tipset));
    if (states.key(state, message.from()).isEmpty()) {
      throw new MessageRefused(
          "gas estimation failed: resolving sender %s (actor not found): sender validation failed"
              .formatted(message.from().text(letter)));
    }
  }

  private Trial tryAfterPending(Message message) throws MessageRefused, IOException {
    Tipset head = chain.head();
    Cid state = chain.stateAfter(head);
    Actor sender =
        states
            .actor(state, message.from())
            .orElseThrow(() ->
                new MessageRefused(
                    ("gas estimation failed: CallWithGas failed: sender %s not found on chain:"
                            + " sender validation failed")
                        .formatted(message.from().text(letter))));
    List<Message> row = new ArrayList<>();
    long nonce = sender.nonce();
    for (SignedMessage pending : pool.pendingOf(message.from())) {
      if (pending.message().nonce() != nonce || pending.message().nonce() == message.nonce()) {
        break;
      }
      row.add(pending.message());
      nonce++;
    }
    row.add(message.withNonce(nonce));
    return machine.attempt(
        state, head.height().plus(new EpochSpan(1)), row, chain.randomness(head));
  }

  /** The premium in the middle, by gas, of what so many blocks can hold; a little below it. */
  private static TokenAmount median(List<Offer> offers, int blocks) {
    List<Offer> dearestFirst =
        offers.stream().sorted(Comparator.comparing(Offer::premium).reversed()).toList();
    long half = BaseFee.BLOCK_GAS_TARGET * blocks / 2;
    long left = half + BaseFee.BLOCK_GAS_TARGET * blocks / 40;
    TokenAmount last = TokenAmount.ZERO;
    TokenAmount beforeLast = TokenAmount.ZERO;
    for (Offer offer : dearestFirst) {
      beforeLast = last;
      last = offer.premium;
      left -= offer.gasLimit;
      if (left < 0) {
        break;
      }
    }
    return beforeLast.isZero() ? last : new TokenAmount(last.plus(beforeLast).atto().shiftRight(1));
  }

  private static TokenAmount leastFor(long horizon) {
    return TokenAmount.ofAtto(
        horizon == 1 ? LEAST_PREMIUM * 2 : horizon == 2 ? LEAST_PREMIUM * 3 / 2 : LEAST_PREMIUM);
  }

  private TokenAmount noisy(TokenAmount premium) {
    double noise = 1 + random.nextGaussian() * NOISE;
    long factor = (long) (noise * (1L << NOISE_BITS)) + 1;
    return new TokenAmount(premium.times(factor).atto().shiftRight(NOISE_BITS));
  }
}
