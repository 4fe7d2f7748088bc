package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.Values;
import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.protocol.SectorNumber;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one sector. */
@Command(name = "status")
final class SectorsStatusCommand extends Showing {
  @Mixin private Target target = new Target();

  private static final String NO_SECTOR = "No state for ";

  @Parameters(index = "0", paramLabel = "NUMBER", converter = Values.Decimal.class)
  SectorNumber number = new SectorNumber(0);

  @Option(names = "--log")
  boolean log;

  @Option(names = {"--on-chain", "--on-chain-info"})
  boolean onChain;

  @Option(names = {"--partition", "--partition-info"})
  boolean partition;

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    try (Link miner = target.miner.open()) {
      SectorStatus sector = real(miner);
      SectorReport report = new SectorReport(reports, sector);
      report.facts();
      outlook(miner, report);
      if (onChain || partition) {
        try (Link node = target.node.open()) {
          withChain(miner, node, report);
        }
      }
      if (log) {
        report.log();
      }
      report.print();
    }
  }

  /** The record is shown, too, where the miner does not reach its node. */
  private void outlook(Link miner, SectorReport report) throws InterruptedException {
    try {
      new OwnMiner(miner).askIfOwn(OwnMiner.API.outlook().ask(number)).ifPresent(report::outlook);
    } catch (CommandFailure e) {
      report.noOutlook(String.valueOf(e.getMessage()));
    }
  }

  private void withChain(Link miner, Link node, SectorReport report)
      throws CommandFailure, InterruptedException {
    SectorSource source = new SectorSource(miner, node);
    if (onChain) {
      Duration delay = Duration.ofSeconds(node.version().blockDelaySeconds());
      report.chain(new Measures(report.reports().words(), delay), source.head());
    }
    if (partition) {
      report.partition(source.partitions(target.actor(miner)));
    }
  }

  /** The sector, if there is one of this number. */
  private SectorStatus real(Link miner) throws CommandFailure, InterruptedException {
    SectorStatus sector = status(miner);
    if (sector.isBlank() || !sector.number().equals(number)) {
      throw CommandFailure.invalid(
          "sector %s does not exist: the miner has a blank record of the number, in state \"%s\""
              .formatted(number, sector.state()),
          "give no command this number, for the miner would carry it out on sector 0");
    }
    return sector;
  }

  private SectorStatus status(Link miner) throws CommandFailure, InterruptedException {
    try {
      return miner.client().call(Target.api(miner).sectors().status().ask(number, onChain));
    } catch (Refused e) {
      if (e.text().startsWith(NO_SECTOR)) {
        throw CommandFailure.invalid(
                "the miner has no sector " + number, "see 'sealwright sectors list'")
            .because(e);
      }
      throw miner.failure(e);
    } catch (RpcException e) {
      throw miner.failure(e);
    }
  }
}
