package io.sealwright.app.cli.clearing;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.removal.Way;
import io.sealwright.protocol.SectorNumber;
import java.util.List;
import java.util.Optional;

/** A miner whose sectors are got rid of or kept. */
interface Clearing {
  /** The sectors that the chain has and the miner has removed, or never had. */
  List<SectorNumber> removedTooEarly() throws CommandFailure, InterruptedException;

  ClearingPlan plan(SectorNumber sector, Wish wish) throws CommandFailure, InterruptedException;

  /** What this miner has against doing what the plan permits; nothing if it would do it. */
  Optional<CommandFailure> objection(ClearingPlan plan);

  /** What it has against going a way that the plan has open. */
  Optional<CommandFailure> objection(ClearingPlan plan, Way.Kind way);

  /** What it has against letting a sector go on from a point, or else from where the plan says. */
  Optional<CommandFailure> objection(ClearingPlan plan, Optional<RestartPoint> point)
      throws CommandFailure, InterruptedException;

  /** Does what the plan of this basis permits; what was done. */
  List<String> carryOut(SectorNumber sector, Wish wish, Basis basis)
      throws CommandFailure, InterruptedException;

  /** Goes a way that the plan of this basis names. */
  void rescue(SectorNumber sector, Way.Kind way, Wish wish, Basis basis)
      throws CommandFailure, InterruptedException;

  /**
   * Lets a sector go on from an earlier state: from a point, if one is named, or else from where
   * the plan says.
   *
   * @return from where it goes on
   */
  String reset(ClearingPlan plan, Wish wish, Optional<RestartPoint> point)
      throws CommandFailure, InterruptedException;
}
