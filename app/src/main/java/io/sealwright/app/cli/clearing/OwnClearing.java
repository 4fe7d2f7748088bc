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
import java.util.stream.Stream;

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
    SectorNumber sector = plan.sector();
    RestartPoint from =
        point
            .or(() -> ResetCommand.advised(plan).flatMap(OwnClearing::point))
            .orElseThrow(() ->
                CommandFailure.refused(
                    "no earlier state is advised for sector " + sector,
                    "name one with --to, or see 'sealwright sectors rescue %s'".formatted(sector)));
    miner.ask(OwnMiner.API.reset().ask(sector, from, OperatorCommand.who()));
    return Reports.key(from);
  }

  /** A plan about a sector of our own names points of its life, not states of Lotus. */
  private static Optional<RestartPoint> point(String word) {
    return Stream.of(RestartPoint.values())
        .filter(point -> Reports.key(point).equals(word))
        .findFirst();
  }
}
