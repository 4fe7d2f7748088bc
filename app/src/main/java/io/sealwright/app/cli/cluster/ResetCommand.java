package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.protocol.SectorNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a sector of our own miner that failed go on from a point it has been at. */
@Command(name = "reset")
public final class ResetCommand extends OperatorCommand {
  @Parameters(paramLabel = "NUMBER")
  long number;

  @Option(names = "--to", paramLabel = "POINT", required = true)
  RestartPoint point = RestartPoint.PACKING;

  @Override
  protected void check() throws CommandFailure {
    if (number < 0) {
      throw CommandFailure.invalid(number + " is no sector number", "give one from 0 on");
    }
  }

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    new OwnMiner(link).ask(OwnMiner.API.reset().ask(new SectorNumber(number), point, who()));
    reports.note("reset.done", number, Reports.key(point));
  }
}
