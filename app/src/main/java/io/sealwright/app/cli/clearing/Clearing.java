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
  ClearingPlan plan(SectorNumber sector, Wish wish) throws CommandFailure, InterruptedException;

  /** Does what the plan of this basis permits; what was done. */
  List<String> carryOut(SectorNumber sector, Wish wish, Basis basis)
      throws CommandFailure, InterruptedException;

  /** Goes a way that the plan of this basis names. */
  void rescue(SectorNumber sector, Way.Kind way, Basis basis)
      throws CommandFailure, InterruptedException;

  /**
   * Lets a sector go on from an earlier state.
   *
   * @param point if one was named
   * @param advised the state that the plan offers, if it offers one
   * @return from where it goes on
   */
  String reset(SectorNumber sector, Optional<RestartPoint> point, Optional<String> advised)
      throws CommandFailure, InterruptedException;
}
