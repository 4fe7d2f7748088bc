package io.sealwright.engine.sending.miner;

import io.sealwright.protocol.amount.TokenAmount;

/**
 * Where the money that sectors lock comes from.
 *
 * @param fromMiner whether what the miner has free is used first, Lotus's {@code
 *     CollateralFromMinerBalance}; else the sender brings all of it
 * @param buffer what is left with the miner all the same, Lotus's {@code AvailableBalanceBuffer}
 */
public record Collateral(boolean fromMiner, TokenAmount buffer) {
  /** What is missing is sent, and no more. */
  public static final Collateral MISSING_PART = new Collateral(true, TokenAmount.ZERO);

  /**
   * What of the miner's own balance may be used; less than nothing if it is in debt, for the chain
   * takes the debt first.
   *
   * @param available what the miner has free, less than nothing if it is in debt
   */
  public TokenAmount usable(TokenAmount available) {
    TokenAmount debt = available.min(TokenAmount.ZERO);
    return fromMiner ? available.minus(buffer).max(TokenAmount.ZERO).plus(debt) : debt;
  }

  /**
   * What a message has to bring along.
   *
   * @param required what it locks
   */
  TokenAmount toSend(TokenAmount required, TokenAmount available) {
    return required.sign() <= 0
        ? TokenAmount.ZERO
        : required.minus(usable(available)).max(TokenAmount.ZERO);
  }
}
