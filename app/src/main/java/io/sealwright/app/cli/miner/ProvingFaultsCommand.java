package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.cluster.summary.ProvingRow;
import io.sealwright.engine.cluster.summary.ProvingRow.Faults;
import io.sealwright.protocol.MinerId;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a miner's faulty sectors by partition. */
@Command(name = "faults")
final class ProvingFaultsCommand extends Showing {
  @Mixin private Target target = new Target();

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    MinerId actor = target.actorForChain();
    try (Link node = target.node.open()) {
      List<Faults> faults = ProvingRow.faults(new SectorSource(node, node).partitions(actor));
      if (!faults.isEmpty() || reports.format() == OutputFormat.JSON) {
        reports.print("faults", Listing.of(columns(), faults));
      }
      if (faults.isEmpty()) {
        reports.note("proving.no_faults");
      }
    }
  }

  private static List<Column<Faults>> columns() {
    return List.of(
        Column.of("deadline", Faults::deadline),
        Column.of("partition", Faults::partition),
        new Column<>(
            "sectors",
            faults -> faults.sectors().stream().boxed().toList(),
            faults ->
                faults.sectors().stream()
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(" "))));
  }
}
