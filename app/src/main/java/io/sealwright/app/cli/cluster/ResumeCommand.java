package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.serving.OperatorMethods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lifts a pause, named as it was made. Shows what is paused still. */
@Command(name = "resume")
public final class ResumeCommand extends OperatorCommand {
  @Mixin private PauseOptions what = new PauseOptions();

  @Override
  void check() throws CommandFailure {
    what.check();
  }

  @Override
  void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    OwnMiner miner = new OwnMiner(link);
    for (Pause pause : what.pauses()) {
      if (!miner.ask(OwnMiner.API.resume().ask(pause, who()))) {
        reports.note("pause.none", OperatorMethods.text(pause));
      }
    }
    reports.print("pauses", PauseOptions.listing(miner.ask(OwnMiner.API.pauses().ask())));
  }
}
