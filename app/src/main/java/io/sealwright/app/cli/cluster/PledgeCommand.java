package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.protocol.SectorId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Begins sectors of committed capacity. */
@Command(name = "pledge")
public final class PledgeCommand extends OperatorCommand {
  private static final int MOST = 1000;

  @Option(names = "--count", paramLabel = "N", defaultValue = "1")
  int count = 1;

  @Override
  protected void check() throws CommandFailure {
    if (count < 1 || count > MOST) {
      throw CommandFailure.invalid(
          "%d sectors cannot be begun at once".formatted(count), "give a number from 1 to " + MOST);
    }
  }

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    MinerApi api = MinerApi.of(link.network().letter());
    List<SectorId> begun = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        begun.add(link.ask(api.sectors().pledge().ask()));
      }
    } finally {
      reports.print(
          "sectors",
          Listing.of(List.of(Column.of("sector", sector -> sector.number().number())), begun));
    }
  }
}
