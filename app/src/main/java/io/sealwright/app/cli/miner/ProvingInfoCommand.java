package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.summary.ProvingRow;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.TipsetKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows where a miner is in its proving period, and its faults. */
@Command(name = "info")
final class ProvingInfoCommand extends Showing {
  @Mixin private Target target = new Target();

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    MinerId actor = target.actorForChain();
    try (Link node = target.node.open()) {
      ProvingDeadline now =
          Target.ask(
              node,
              Target.full(node).miner().provingDeadline().ask(Address.of(actor), TipsetKey.HEAD));
      List<List<ShownPartition>> partitions = new SectorSource(node, node).partitions(actor);
      Duration delay = Duration.ofSeconds(node.version().blockDelaySeconds());
      Measures measures = new Measures(reports.words(), delay);
      reports.facts(
          facts(Address.of(actor).text(node.network().letter()), now, partitions),
          texts(now, measures));
    }
  }

  private static Map<String, @Nullable Object> facts(
      String miner, ProvingDeadline now, List<List<ShownPartition>> partitions) {
    ProvingRow.Totals totals = ProvingRow.totals(partitions);
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("miner", miner);
    facts.put("current_epoch", now.now().height());
    facts.put("period_boundary", Math.floorMod(now.periodStart().height(), now.provingPeriod()));
    facts.put("period_start", now.periodStart().height());
    facts.put("next_period_start", now.periodStart().height() + now.provingPeriod());
    facts.put("live_sectors", totals.live());
    facts.put("faults", totals.faults());
    facts.put("faults_percent", percent(totals.faults(), totals.live()));
    facts.put("recovering_sectors", totals.recovering());
    facts.put("deadline", now.index());
    facts.put("deadline_sectors", sectors(now, partitions));
    facts.put("deadline_open", now.open().height());
    facts.put("deadline_close", now.close().height());
    facts.put("deadline_challenge", now.challenge().height());
    facts.put("deadline_fault_cutoff", now.faultCutoff().height());
    return facts;
  }

  private static long sectors(ProvingDeadline now, List<List<ShownPartition>> partitions) {
    return partitions.get(Math.toIntExact(now.index())).stream()
        .mapToLong(partition -> partition.live().count())
        .sum();
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : Math.round(part * 10_000.0 / whole) / 100.0;
  }

  private static Map<String, String> texts(ProvingDeadline now, Measures measures) {
    long head = now.now().height();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("period_start", measures.epoch(now.periodStart().height(), head));
    texts.put(
        "next_period_start",
        measures.epoch(now.periodStart().height() + now.provingPeriod(), head));
    texts.put("deadline_open", measures.epoch(now.open().height(), head));
    texts.put("deadline_close", measures.epoch(now.close().height(), head));
    texts.put("deadline_challenge", measures.epoch(now.challenge().height(), head));
    texts.put("deadline_fault_cutoff", measures.epoch(now.faultCutoff().height(), head));
    return texts;
  }
}
