package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.serving.OperatorMethods;
import picocli.CommandLine.Command;

/** Lifts a pause, named as it was made. */
@Command(name = "resume")
public final class ResumeCommand extends PausingCommand {
  @Override
  boolean isPausing() {
    return false;
  }

  @Override
  void change(OwnMiner miner, Pause pause, Reports reports)
      throws CommandFailure, InterruptedException {
    if (!miner.ask(OwnMiner.API.resume().ask(pause, who()))) {
      reports.note("pause.none", OperatorMethods.text(pause));
      if (pause.scope() instanceof Pause.Scope.OnHost(Host.Name host)) {
        reports.note("pause.drained", host);
      }
    }
  }
}
