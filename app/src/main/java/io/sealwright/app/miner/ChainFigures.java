package io.sealwright.app.miner;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sealwright.engine.node.ControlAddresses;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.node.MinerFigures.SectorCounts;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the chain says of a miner and its money. The node is asked now and then, and never by
 * whoever reads the figures: while it does not answer there are none.
 */
final class ChainFigures {
  private static final Logger LOG = LoggerFactory.getLogger(ChainFigures.class);

  private static final double ATTO = 1e18;

  private final FullNode node;
  private final Address miner;
  private volatile Optional<Seen> newest = Optional.empty();

  /** An answer. */
  private record Seen(
      SectorCounts sectors, TokenAmount available, List<ControlAddresses.Row> addresses) {}

  ChainFigures(FullNode node, MinerId miner, PrometheusRegistry metrics) {
    this.node = node;
    this.miner = Address.of(miner);
    GaugeWithCallback.builder()
        .name("sealwright_chain_sectors")
        .help("Sectors that the chain has of the miner: live, those that give power, faults")
        .labelNames("state")
        .callback(gauge -> newest.ifPresent(seen -> sectors(seen.sectors, gauge)))
        .register(metrics);
    GaugeWithCallback.builder()
        .name("sealwright_miner_available_fil")
        .help("What the miner actor has that is not locked")
        .callback(gauge -> newest.ifPresent(seen -> gauge.call(fil(seen.available))))
        .register(metrics);
    GaugeWithCallback.builder()
        .name("sealwright_address_balance_fil")
        .help("Balance of each address that acts for the miner")
        .labelNames("name", "address")
        .callback(gauge -> newest.ifPresent(seen -> balances(seen.addresses, gauge)))
        .register(metrics);
  }

  private static void sectors(SectorCounts counts, GaugeWithCallback.Callback gauge) {
    gauge.call((double) counts.live(), "live");
    gauge.call((double) counts.active(), "active");
    gauge.call((double) counts.faulty(), "faulty");
  }

  private void balances(List<ControlAddresses.Row> rows, GaugeWithCallback.Callback gauge) {
    rows.forEach(row -> gauge.call(fil(row.balance()), row.name(), node.text(row.id())));
  }

  private static double fil(TokenAmount amount) {
    return amount.atto().doubleValue() / ATTO;
  }

  /** Asks. */
  void read() throws InterruptedException {
    try {
      newest =
          Optional.of(
              new Seen(
                  node.ask(node.api().miner().sectorCount().ask(miner, TipsetKey.HEAD)),
                  node.ask(node.api().miner().availableBalance().ask(miner, TipsetKey.HEAD)),
                  new ControlAddresses(node).list(miner, Optional.empty())));
    } catch (RpcException e) {
      newest = Optional.empty();
      LOG.debug("no figures of the chain: {}", e.getMessage());
    }
  }
}
