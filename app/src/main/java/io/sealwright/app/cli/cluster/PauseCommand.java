package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.serving.OperatorMethods;
import picocli.CommandLine.Command;

/** Lets no new task start; what runs, runs on. */
@Command(name = "pause")
public final class PauseCommand extends PausingCommand {
  @Override
  boolean isPausing() {
    return true;
  }

  @Override
  boolean change(OwnMiner miner, Pause pause, Reports reports)
      throws CommandFailure, InterruptedException {
    if (!miner.ask(OwnMiner.API.pause().ask(pause, who()))) {
      reports.note("pause.already", OperatorMethods.text(pause));
    }
    return true;
  }
}
