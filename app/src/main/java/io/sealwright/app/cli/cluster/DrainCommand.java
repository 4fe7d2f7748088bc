package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.serving.AtRisk;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a host nothing more, and shows the sectors that would be lost with it. */
@Command(name = "drain")
public final class DrainCommand extends OperatorCommand {
  @Parameters(paramLabel = "HOST")
  String host = "";

  @Option(names = "--end")
  boolean end;

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    List<AtRisk> risks = new OwnMiner(link).ask(OwnMiner.API.drain().ask(host, !end, who()));
    reports.print(
        "at_risk",
        Listing.of(
            List.of(
                Column.of("sector", risk -> risk.sector().number()),
                Column.of("state", AtRisk::state),
                Column.of("path", AtRisk::path)),
            risks));
    if (end) {
      reports.note("drain.ended", host);
    } else {
      reports.note("drain.begun", host, risks.size());
    }
  }
}
