package io.sealwright.app.cli.miner;

import io.sealwright.engine.cluster.summary.MinerFunds;
import io.sealwright.engine.cluster.work.Worker;
import io.sealwright.lotus.json.MinerJson.MinerPower;
import io.sealwright.lotus.node.Alert;
import io.sealwright.lotus.node.MinerFigures.SectorCounts;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.protocol.actor.MarketBalance;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is shown of a miner at a glance.
 *
 * @param withSectors whether its sectors' states were asked for
 */
record MinerGlance(OnChain chain, Server process, Funds funds, boolean withSectors) {

  /** The miner's actor. */
  record OnChain(
      String miner,
      NetworkLetter letter,
      Tipset head,
      MinerIdentity identity,
      MinerPower power,
      SectorCounts sectors,
      ProvingDeadline deadline) {}

  /**
   * The lotus-miner.
   *
   * @param alerts that hold now; absent of an old server, which has none
   * @param states how many sectors are in each
   * @param withheld of them, whose proof no network takes
   */
  record Server(
      List<String> subsystems,
      Optional<Instant> started,
      Optional<List<Alert>> alerts,
      Map<String, Long> states,
      long withheld,
      Collection<Worker> workers) {}

  /** The money of the miner, and that of the keys that act for it. */
  record Funds(
      TokenAmount balance,
      MinerFunds held,
      MarketBalance market,
      TokenAmount worker,
      Optional<TokenAmount> controls) {
    TokenAmount available() {
      return held.available(balance);
    }

    /** What could be spent at once. */
    TokenAmount spendable() {
      return available()
          .plus(market.available())
          .plus(worker)
          .plus(controls.orElse(TokenAmount.ZERO));
    }
  }
}
