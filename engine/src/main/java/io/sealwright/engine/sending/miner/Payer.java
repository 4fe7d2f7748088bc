package io.sealwright.engine.sending.miner;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An account that may send for the miner, and whose key the node has.
 *
 * @param spendable its balance less what its waiting messages may take
 */
public record Payer(Address key, TokenAmount spendable) {

  /**
   * Who sends a message: the first that can pay value and gas for certain, else the richest that
   * has the value.
   *
   * @param payers those meant for such messages first, the worker after them
   */
  static Optional<Payer> choose(List<Payer> payers, TokenAmount value, TokenAmount fee) {
    TokenAmount all = value.plus(fee);
    return payers.stream()
        .filter(payer -> payer.spendable.compareTo(all) >= 0)
        .findFirst()
        .or(() ->
            payers.stream()
                .filter(payer -> payer.spendable.compareTo(value) > 0)
                .max(Comparator.comparing(Payer::spendable)));
  }
}
