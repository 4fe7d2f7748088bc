package io.sealwright.engine.standing;

import io.sealwright.engine.life.next.Facts;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.Payer;
import io.sealwright.engine.sending.miner.Payers;
import io.sealwright.engine.sending.miner.SectorPrices;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.network.NetworkRules;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads what money there is for sectors, and what they lock. */
final class FundsReader {
  private final Asking asking;
  private final MinerId miner;
  private final NetworkRules rules;
  private final SenderSettings settings;

  FundsReader(Asking asking, MinerId miner, NetworkRules rules, SenderSettings settings) {
    this.asking = asking;
    this.miner = miner;
    this.rules = rules;
    this.settings = settings;
  }

  /**
   * @param proof of the sectors the money is for
   * @param messages that may still land, and take their part
   */
  Optional<Facts.Funds> read(SealProof proof, List<OutboxRecord> messages, Tipset head)
      throws RpcException, InterruptedException {
    return asking.attempt(() -> {
      SectorPrices prices = SectorPrices.at(asking.node(), miner, proof, rules, head);
      TokenAmount own =
          asking
              .node()
              .ask(
                  asking
                      .node()
                      .api()
                      .miner()
                      .availableBalance()
                      .ask(Address.of(miner), head.key()));
      TokenAmount locked =
          messages.stream().map(OutboxRecord::locks).reduce(TokenAmount.ZERO, TokenAmount::plus);
      Payers payers = Payers.of(asking.node(), miner, settings.roles());
      TokenAmount brought =
          most(payers, MessagePurpose.PRE_COMMIT, messages)
              .min(most(payers, MessagePurpose.PROVE_COMMIT, messages));
      TokenAmount usable = settings.collateral().usable(own.minus(locked));
      return new Facts.Funds(usable.plus(brought), prices.deposit(), prices.pledge());
    });
  }

  private static TokenAmount most(
      Payers payers, MessagePurpose purpose, List<OutboxRecord> messages) {
    return payers.of(purpose, messages).stream()
        .map(Payer::spendable)
        .max(Comparator.naturalOrder())
        .orElse(TokenAmount.ZERO);
  }
}
