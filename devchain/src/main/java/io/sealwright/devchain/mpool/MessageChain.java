package io.sealwright.devchain.mpool;

import io.sealwright.devchain.chain.consensus.BaseFee;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Messages of one sender that follow each other and go into a block together. A sender's chains
 * fall in what they pay a unit of gas; were a later one to pay more, it would be joined to the one
 * it depends on.
 */
final class MessageChain {
  /** The best paying first; of equal ones, the one that pays more in all. */
  static final Comparator<MessageChain> BEST_FIRST =
      Comparator.comparing(MessageChain::performance)
          .thenComparing(chain -> chain.reward)
          .reversed();

  /** What a block's miner pays for a message that cannot pay the base fee, times the lack. */
  private static final long PENALTY = 3;

  private final List<SignedMessage> messages = new ArrayList<>();
  private final TokenAmount baseFee;
  private BigInteger reward = BigInteger.ZERO;
  private long gasLimit;
  private Optional<MessageChain> next = Optional.empty();

  private MessageChain(TokenAmount baseFee) {
    this.baseFee = baseFee;
  }

  /** The chains of a sender's messages, which must follow each other. */
  static List<MessageChain> of(List<SignedMessage> messages, TokenAmount baseFee) {
    List<MessageChain> chains = new ArrayList<>();
    for (SignedMessage message : messages) {
      MessageChain single = new MessageChain(baseFee);
      single.append(message);
      chains.add(single);
      while (chains.size() > 1 && pays(chains.getLast(), chains.get(chains.size() - 2))) {
        MessageChain last = chains.removeLast();
        last.messages.forEach(chains.getLast()::append);
      }
    }
    for (int i = 0; i + 1 < chains.size(); i++) {
      chains.get(i).next = Optional.of(chains.get(i + 1));
    }
    return chains;
  }

  /** What a block's miner gets for a message; negative if it cannot pay the base fee. */
  static BigInteger reward(Message message, TokenAmount baseFee) {
    TokenAmount premium = message.gasFeeCap().minus(baseFee).min(message.gasPremium());
    TokenAmount reward = premium.times(message.gasLimit());
    return reward.sign() < 0 ? reward.times(PENALTY).atto() : reward.atto();
  }

  List<SignedMessage> messages() {
    return List.copyOf(messages);
  }

  long gasLimit() {
    return gasLimit;
  }

  boolean isLoss() {
    return reward.signum() < 0;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Drops messages from the end until the rest fits; chains that depend on it are emptied. */
  void trim(long gas, int count) {
    while (!messages.isEmpty() && (gasLimit > gas || messages.size() > count || isLoss())) {
      SignedMessage last = messages.removeLast();
      reward = reward.subtract(reward(last.message(), baseFee));
      gasLimit -= last.message().gasLimit();
    }
    next.ifPresent(MessageChain::clear);
  }

  private void clear() {
    messages.clear();
    next.ifPresent(MessageChain::clear);
  }

  private void append(SignedMessage message) {
    messages.add(message);
    reward = reward.add(reward(message.message(), baseFee));
    gasLimit += message.message().gasLimit();
  }

  private static boolean pays(MessageChain later, MessageChain earlier) {
    return later.performance().compareTo(earlier.performance()) >= 0;
  }

  private BigDecimal performance() {
    BigInteger scaled = reward.multiply(BigInteger.valueOf(BaseFee.BLOCK_GAS_LIMIT));
    return new BigDecimal(scaled).divide(BigDecimal.valueOf(gasLimit), MathContext.DECIMAL64);
  }
}
