package io.sealwright.devchain.mpool;

import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pending messages of one sender, by nonce. The <em>next nonce</em> is the first that neither
 * the chain nor an unbroken row of messages here has used.
 */
final class SenderQueue {
  private final TreeMap<Long, SignedMessage> messages = new TreeMap<>(Long::compareUnsigned);
  private final ReplaceRule rule;
  private final NetworkLetter letter;
  private long nextNonce;
  private TokenAmount requiredFunds = TokenAmount.ZERO;

  SenderQueue(long nextNonce, ReplaceRule rule, NetworkLetter letter) {
    this.nextNonce = nextNonce;
    this.rule = rule;
    this.letter = letter;
  }

  /**
   * Takes a message in.
   *
   * @return the one it replaced
   */
  Optional<SignedMessage> add(SignedMessage signed, Origin origin) throws MessageRefused {
    Message message = signed.message();
    boolean gap = Long.compareUnsigned(message.nonce(), nextNonce) > 0;
    if (gap && origin.isStrict() && message.nonce() - nextNonce > origin.maxNonceGap()) {
      throw new MessageRefused(
          "message nonce has too big a gap from expected nonce (Nonce: %s, nextNonce: %s): %s"
              .formatted(text(message.nonce()), text(nextNonce), Words.NONCE_GAP));
    }
    SignedMessage old = messages.get(message.nonce());
    if (old != null) {
      requireReplacement(signed, old, gap && origin.isStrict());
      requiredFunds = requiredFunds.minus(gasFunds(old.message()));
    } else if (messages.size() >= origin.maxPending()) {
      throw new MessageRefused("too many pending messages for actor");
    }
    messages.put(message.nonce(), signed);
    requiredFunds = requiredFunds.plus(gasFunds(message));
    fillGap();
    return Optional.ofNullable(old);
  }

  /** Takes a nonce out that the chain has used, known here or not. */
  Optional<SignedMessage> applied(long nonce) {
    SignedMessage found = messages.remove(nonce);
    if (found != null) {
      requiredFunds = requiredFunds.minus(gasFunds(found.message()));
    }
    if (Long.compareUnsigned(nonce, nextNonce) >= 0) {
      nextNonce = nonce + 1;
      fillGap();
    }
    return Optional.ofNullable(found);
  }

  /** Drops a message unused; its nonce is free again. */
  Optional<SignedMessage> drop(long nonce) {
    SignedMessage found = messages.remove(nonce);
    if (found != null) {
      requiredFunds = requiredFunds.minus(gasFunds(found.message()));
      nextNonce = Long.compareUnsigned(nonce, nextNonce) < 0 ? nonce : nextNonce;
    }
    return Optional.ofNullable(found);
  }

  /** Nonces ascending. */
  Collection<SignedMessage> messages() {
    return messages.values();
  }

  Optional<SignedMessage> at(long nonce) {
    return Optional.ofNullable(messages.get(nonce));
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  long nextNonce() {
    return nextNonce;
  }

  /** What the gas of all messages may cost, but for the one with a nonce. */
  TokenAmount requiredFundsBeside(long nonce) {
    SignedMessage beside = messages.get(nonce);
    return beside == null ? requiredFunds : requiredFunds.minus(gasFunds(beside.message()));
  }

  TokenAmount requiredFunds() {
    return requiredFunds;
  }

  /** The most the gas of a message may cost. */
  static TokenAmount gasFunds(Message message) {
    return message.gasFeeCap().times(message.gasLimit());
  }

  private void requireReplacement(SignedMessage signed, SignedMessage old, boolean beyondGap)
      throws MessageRefused {
    Message message = signed.message();
    if (beyondGap) {
      throw new MessageRefused(
          "rejecting replace by fee because of nonce gap (Nonce: %s, nextNonce: %s): %s"
              .formatted(text(message.nonce()), text(nextNonce), Words.NONCE_GAP));
    }
    String occupied =
        "message from %s with nonce %s already in mpool"
            .formatted(message.from().text(letter), text(message.nonce()));
    if (signed.cid().equals(old.cid())) {
      throw new MessageRefused(occupied + ": " + rule.sameAgain());
    }
    TokenAmount least = rule.least(old.message().gasPremium());
    if (message.gasPremium().compareTo(least) < 0) {
      throw new MessageRefused(
          occupied
              + ", increase GasPremium to %s from %s to trigger replace by fee: %s"
                  .formatted(
                      least.decimal(), message.gasPremium().decimal(), Words.PREMIUM_TOO_LOW));
    }
  }

  private void fillGap() {
    while (messages.containsKey(nextNonce)) {
      nextNonce++;
    }
  }

  private static String text(long nonce) {
    return Long.toUnsignedString(nonce);
  }
}
