package io.sealwright.devchain.chain.consensus;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.network.NetworkVersion;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;

/**
 * How the price of gas follows the load, by at most an eighth an epoch. Until network version 28
 * the gas of a block was compared with a target. Since then (FIP-0115) the fee falls unless
 * messages of four fifths of a full block offer a premium, and rises by no more than the least
 * premium among those.
 */
public final class BaseFee {
  /** The least there is, in attoFIL. */
  public static final TokenAmount MINIMUM = TokenAmount.ofAtto(100);

  /** Gas of all messages of a block. */
  public static final long BLOCK_GAS_LIMIT = 10_000_000_000L;

  /** Gas of a block at which the fee stays, by the older rule. */
  public static final long BLOCK_GAS_TARGET = BLOCK_GAS_LIMIT / 2;

  /** The unit of gas whose premium counts, of all units of a tipset from the dearest down. */
  private static final long PREMIUM_INDEX = BLOCK_GAS_LIMIT / 5 * 4 - 1;

  private static final long LARGEST_STEP = 8;
  private static final NetworkVersion BY_PREMIUM = new NetworkVersion(28);

  private BaseFee() {}

  /**
   * The fee after a tipset.
   *
   * @param fee the one of the tipset
   * @param messages the tipset's, each once
   */
  public static TokenAmount next(
      NetworkVersion version, TokenAmount fee, List<Message> messages, int blocks) {
    return version.isAtLeast(BY_PREMIUM)
        ? byPremium(fee, messages)
        : byLoad(fee, messages.stream().mapToLong(Message::gasLimit).sum(), blocks);
  }

  static TokenAmount byLoad(TokenAmount fee, long gasLimit, int blocks) {
    long over = gasLimit / blocks - BLOCK_GAS_TARGET;
    long bounded = Math.clamp(over, -BLOCK_GAS_TARGET, BLOCK_GAS_TARGET);
    BigInteger change =
        floor(
            floor(fee.atto().multiply(BigInteger.valueOf(bounded)), BLOCK_GAS_TARGET),
            LARGEST_STEP);
    return new TokenAmount(fee.atto().add(change)).max(MINIMUM);
  }

  static TokenAmount byPremium(TokenAmount fee, List<Message> messages) {
    TokenAmount step =
        new TokenAmount(floor(fee.atto().add(BigInteger.valueOf(LARGEST_STEP - 1)), LARGEST_STEP));
    TokenAmount change = step.min(deciding(fee, messages).minus(step));
    return fee.plus(change).max(MINIMUM);
  }

  /** What a message pays a miner for a unit of gas: what the fee leaves of its fee cap at most. */
  public static TokenAmount effectivePremium(Message message, TokenAmount fee) {
    return message.gasFeeCap().minus(fee).max(TokenAmount.ZERO).min(message.gasPremium());
  }

  private static TokenAmount deciding(TokenAmount fee, List<Message> messages) {
    List<Message> dearestFirst =
        messages.stream()
            .sorted(
                Comparator.comparing((Message message) -> effectivePremium(message, fee))
                    .reversed())
            .toList();
    long gas = 0;
    for (Message message : dearestFirst) {
      gas += message.gasLimit();
      if (gas > PREMIUM_INDEX) {
        return effectivePremium(message, fee);
      }
    }
    return TokenAmount.ZERO;
  }

  private static BigInteger floor(BigInteger value, long divisor) {
    BigInteger[] parts = value.divideAndRemainder(BigInteger.valueOf(divisor));
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
