package io.sealwright.engine.sending;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;

/** What is done about one pending message. */
public sealed interface RescueStep {
  SignedMessage old();

  /** Where the old message stands. */
  Standing standing();

  /** A new message takes its place: the same but for fee cap and premium. */
  record Replace(SignedMessage old, Standing standing, Message fresh) implements RescueStep {
    public Replace {
      Message before = old.message();
      Message kept = before.withGas(before.gasLimit(), fresh.gasFeeCap(), fresh.gasPremium());
      if (!kept.equals(fresh)) {
        throw new IllegalArgumentException(
            "a replacement of " + old.cid() + " does something else");
      }
    }

    /** The most the new message may cost for gas. */
    public TokenAmount worstFee() {
      return fresh.worstFee();
    }

    /** How many epochs the new fee cap outlasts if the base fee rises as fast as it can. */
    public int lasts(TokenAmount baseFee) {
      return Gas.epochs(baseFee, fresh.gasFeeCap());
    }

    /** The most it would cost for gas with a fee cap that lasts as long as it should. */
    public TokenAmount lastingFee(TokenAmount baseFee) {
      return Gas.feeCap(baseFee, fresh.gasPremium()).times(fresh.gasLimit());
    }

    /** What it costs for gas if all its limit is used at this base fee. */
    public TokenAmount feeAt(TokenAmount baseFee) {
      TokenAmount price = baseFee.plus(fresh.gasPremium()).min(fresh.gasFeeCap());
      return price.times(fresh.gasLimit());
    }
  }

  /** Nothing is done: it needs nothing, or was not asked for. */
  record Leave(SignedMessage old, Standing standing) implements RescueStep {}

  /** It should be replaced and is not. */
  record Refuse(SignedMessage old, Standing standing, Reason reason) implements RescueStep {}

  /** Why a message that should be replaced is not. */
  sealed interface Reason {
    /** The cap keeps the premium below what the pool asks of a replacement. */
    record CapBelowMinimum(TokenAmount minimumFee) implements Reason {}

    /** The cap keeps the fee cap below the base fee: it would be stuck again. */
    record CapBelowBaseFee(TokenAmount minimumFee) implements Reason {}

    /**
     * The total would exceed its cap.
     *
     * @param total which allows all replacements
     */
    record OverTotal(TokenAmount total) implements Reason {}

    /** A nonce before it is missing; a pool takes no replacement beyond a gap. */
    record BeyondGap(long missing) implements Reason {}

    /** The sender has not enough for the queue as it would be. */
    record NotFunded(TokenAmount needed, TokenAmount balance) implements Reason {}

    /** The chain has taken its nonce. */
    record Superseded() implements Reason {}

    /** An earlier message of the same sender cannot be rescued. */
    record BehindRefused(long nonce) implements Reason {}
  }
}
