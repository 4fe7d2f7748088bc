package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.stage.attempt.LocalPath;
import java.nio.channels.ClosedByInterruptException;

/** Reads of what is kept of a sector what tells whether it could be proven. */
public final class CloseLook {
  private CloseLook() {}

  /**
   * Whether all is there, and leaves of the replica open to its CommR.
   *
   * @param samples chooses the leaves
   */
  public static boolean isSound(LocalPath path, Evidence sector, long samples)
      throws ClosedByInterruptException {
    SectorLayout place = path.sector(sector.pledged().id());
    KeptCheck check =
        new KeptCheck(
            sector.pledged().id().number(),
            sector.pledged().proof().size(),
            sector.replica().orElseThrow(),
            samples);
    return check.holds(place.cache(), place.sealed());
  }
}
