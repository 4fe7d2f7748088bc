package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.cluster.OperatorCommand;
import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.removal.Way;
import io.sealwright.protocol.SectorNumber;
import java.util.List;
import java.util.Optional;

/** Our own miner, which plans and acts by itself. */
record OwnClearing(OwnMiner miner) implements Clearing {
  @Override
  public List<SectorNumber> removedTooEarly() throws CommandFailure, InterruptedException {
    return miner.ask(OwnMiner.API.removedTooEarly().ask());
  }

  @Override
  public ClearingPlan plan(SectorNumber sector, Wish wish)
      throws CommandFailure, InterruptedException {
    return miner.ask(OwnMiner.API.plan().ask(sector, wish));
  }

  @Override
  public Optional<CommandFailure> objection(ClearingPlan plan) {
    return Optional.empty();
  }

  @Override
  public Optional<CommandFailure> objection(ClearingPlan plan, Way.Kind way) {
    return Optional.empty();
  }

  @Override
  public Optional<CommandFailure> objection(ClearingPlan plan, Optional<RestartPoint> point)
      throws CommandFailure, InterruptedException {
    return miner
        .ask(OwnMiner.API.resetObjection().ask(plan.sector(), from(plan, point)))
        .map(why ->
            CommandFailure.refused(
                "the miner refuses: " + why,
                ResetCommand.advised(plan)
                    .filter(_ -> point.isPresent())
                    .map("leave --to out: the plan says to go on from %s"::formatted)
                    .orElseGet(() ->
                        "see 'sealwright sectors status %s' for what is decided about it"
                            .formatted(plan.sector()))));
  }

  @Override
  public List<String> carryOut(SectorNumber sector, Wish wish, Basis basis)
      throws CommandFailure, InterruptedException {
    return miner.ask(OwnMiner.API.carryOut().ask(sector, wish, basis, OperatorCommand.who()));
  }

  @Override
  public void rescue(SectorNumber sector, Way.Kind way, Wish wish, Basis basis)
      throws CommandFailure, InterruptedException {
    miner.ask(OwnMiner.API.rescue().ask(sector, way, wish, basis, OperatorCommand.who()));
  }

  @Override
  public String reset(ClearingPlan plan, Wish wish, Optional<RestartPoint> point)
      throws CommandFailure, InterruptedException {
    RestartPoint from = from(plan, point);
    miner.ask(OwnMiner.API.reset().ask(plan.sector(), from, OperatorCommand.who()));
    return Reports.key(from);
  }

  private static RestartPoint from(ClearingPlan plan, Optional<RestartPoint> point)
      throws CommandFailure {
    return point
        .or(() -> ResetCommand.advised(plan).flatMap(RestartPoint::named))
        .orElseThrow(() ->
            CommandFailure.refused(
                "no earlier state is advised for sector " + plan.sector(),
                "name one with --to, or see 'sealwright sectors rescue %s'"
                    .formatted(plan.sector())));
  }
}
