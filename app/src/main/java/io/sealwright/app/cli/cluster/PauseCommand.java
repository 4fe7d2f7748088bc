package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets no new task start; what runs, runs on. Shows all that is paused then. */
@Command(name = "pause")
public final class PauseCommand extends OperatorCommand {
  @Mixin private PauseOptions what = new PauseOptions();

  @Override
  void check() throws CommandFailure {
    what.check();
  }

  @Override
  void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    OwnMiner miner = new OwnMiner(link);
    for (Pause pause : what.pauses()) {
      miner.ask(OwnMiner.API.pause().ask(pause, who()));
    }
    reports.print("pauses", PauseOptions.listing(miner.ask(OwnMiner.API.pauses().ask())));
  }
}
