package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.removal.Intent;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Deletes the files of sectors that the chain expects nothing of. */
@Command(name = "remove")
public final class RemoveCommand extends ClearingCommand {
  @Override
  Intent intent() {
    return Intent.CLEAN_UP;
  }

  @Override
  Optional<CommandFailure> objection(Clearing clearing, ClearingPlan plan, Reports reports) {
    return switch (plan.decision()) {
      case REMOVE, ABORT_FIRST, DELETE_LEFTOVERS, NOTHING_LEFT -> clearing.objection(plan);
      case TERMINATE_FIRST ->
          stays(
              plan,
              reports,
              next(clearing, plan)
                      .filter(next -> next.by().isPresent())
                      .map(NextCommand::advice)
                      .orElseGet(
                          () -> "see 'sealwright sectors rescue %s'".formatted(plan.sector()))
                  + ", or end it with 'sealwright sectors terminate %s'".formatted(plan.sector()));
      case SET_BACK ->
          stays(
              plan,
              reports,
              "let it go on with 'sealwright sectors reset %s'".formatted(plan.sector()));
      case RESCUE, WAIT, NEVER, UNDETERMINED -> stays(clearing, plan, reports);
    };
  }

  @Override
  List<String> carryOut(Clearing clearing, ClearingPlan plan, Wish wish)
      throws CommandFailure, InterruptedException {
    return plan.steps().isEmpty()
        ? List.of()
        : clearing.carryOut(plan.sector(), wish, plan.basis());
  }
}
