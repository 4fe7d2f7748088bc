package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.Intent;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Ends live sectors on the chain for a fee, and removes them when that is final. */
@Command(name = "terminate")
public final class TerminateCommand extends ClearingCommand {
  @Override
  Intent intent() {
    return Intent.END;
  }

  @Override
  Optional<CommandFailure> objection(Clearing clearing, ClearingPlan plan, Reports reports) {
    boolean isPermitted =
        plan.decision() == Decision.TERMINATE_FIRST && plan.steps().getFirst().permit().isPresent();
    return isPermitted ? clearing.objection(plan) : stays(clearing, plan, reports);
  }

  @Override
  List<String> carryOut(Clearing clearing, ClearingPlan plan, Wish wish)
      throws CommandFailure, InterruptedException {
    return clearing.carryOut(plan.sector(), wish, plan.basis());
  }
}
