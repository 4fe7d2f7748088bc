package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import picocli.CommandLine.Command;

/** Lifts a pause, named as it was made. */
@Command(name = "resume")
public final class ResumeCommand extends PausingCommand {
  @Override
  boolean isPausing() {
    return false;
  }

  @Override
  boolean change(OwnMiner miner, Pause pause, Reports reports)
      throws CommandFailure, InterruptedException {
    boolean lifted = miner.ask(OwnMiner.API.resume().ask(pause, who()));
    if (!lifted && pause.scope() instanceof Pause.Scope.OnHost(Host.Name host)) {
      reports.note("pause.drained", host);
    }
    return lifted;
  }
}
