package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.serving.OperatorMethods;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;

/** Changes what is paused, and shows all that is paused then. */
abstract class PausingCommand extends OperatorCommand {
  @Mixin private PauseOptions what = new PauseOptions();

  /** Does it for one pause that was named; false if there is no such pause to change. */
  abstract boolean change(OwnMiner miner, Pause pause, Reports reports)
      throws CommandFailure, InterruptedException;

  /** Whether it pauses, and does not resume. */
  abstract boolean isPausing();

  @Override
  protected final void check() throws CommandFailure {
    what.check();
  }

  @Override
  protected final void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    OwnMiner miner = new OwnMiner(link);
    if (!miner.isOwn()) {
      new LotusPausing(LotusWorkers.of(link), what, isPausing(), reports).act();
      return;
    }
    List<String> none = new ArrayList<>();
    for (Pause pause : what.pauses(miner)) {
      if (!change(miner, pause, reports)) {
        none.add(OperatorMethods.text(pause));
      }
    }
    List<Pause> left = miner.ask(OwnMiner.API.pauses().ask());
    if (!left.isEmpty() || reports.format() == OutputFormat.JSON) {
      reports.print("pauses", PauseOptions.listing(left, reports));
    }
    if (left.isEmpty()) {
      reports.note("pause.nothing");
    }
    if (!none.isEmpty()) {
      throw CommandFailure.failed(
          "not paused: " + String.join(", ", none),
          left.isEmpty()
              ? "there is nothing to resume"
              : "name a pause as it was made: what is paused is listed");
    }
  }
}
