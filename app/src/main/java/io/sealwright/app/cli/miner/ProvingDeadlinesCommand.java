package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.summary.ProvingRow;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.node.MinerFigures.ShownDeadline;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the deadlines of a miner's proving period. */
@Command(name = "deadlines")
final class ProvingDeadlinesCommand extends Showing {
  @Mixin private Target target = new Target();

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Option(names = "--all")
  boolean all;

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    MinerId actor = target.actorForChain();
    try (Link node = target.node.open()) {
      Address address = Address.of(actor);
      var methods = Target.full(node).miner();
      ProvingDeadline now =
          Target.ask(node, methods.provingDeadline().ask(address, TipsetKey.HEAD));
      List<ShownDeadline> deadlines =
          Target.ask(node, methods.deadlines().ask(address, TipsetKey.HEAD));
      List<List<ShownPartition>> partitions =
          new SectorSource(node, node).partitions(actor, deadlines.size());
      Tipset head = Target.ask(node, Target.full(node).chain().head().ask());
      Clock clock = new Clock(head, node.version().blockDelaySeconds());
      reports.print(
          "deadlines",
          Listing.of(columns(reports, clock), ProvingRow.of(now, deadlines, partitions, all)));
    }
  }

  /** Where the hands are at an epoch. */
  private record Clock(Tipset head, long delay) {
    Instant at(long epoch) {
      long seconds = head.blocks().getFirst().timestamp();
      return Instant.ofEpochSecond(seconds + (epoch - head.height().height()) * delay);
    }
  }

  private static List<Column<ProvingRow>> columns(Reports reports, Clock clock) {
    return List.of(
        Column.of("deadline", ProvingRow::deadline),
        new Column<>(
            "open",
            row -> clock.at(row.open().height()).toString(),
            row -> CLOCK.withZone(ZoneId.systemDefault()).format(clock.at(row.open().height()))),
        Column.of("open_epoch", row -> row.open().height()),
        Column.of("partitions", ProvingRow::partitions),
        Column.of("sectors", ProvingRow::sectors),
        Column.of("faults", ProvingRow::faults),
        Column.of("recovering", ProvingRow::recovering),
        Column.of("proven_partitions", ProvingRow::proven),
        new Column<>(
            "current",
            ProvingRow::current,
            row -> row.current() ? reports.text("proving.current") : ""));
  }
}
