package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import java.nio.channels.ClosedByInterruptException;

/**
 * Looks at what is kept of a sector for whether it could be proven. By name and length, mostly;
 * what has its fault already is read too, for a replica that is there and damaged has to be made
 * again.
 */
public final class CloseLook {
  private CloseLook() {}

  /** Whether the files of a sector are to be read. */
  public static boolean isNeeded(SectorState state) {
    return state instanceof SectorState.FaultReported;
  }

  /**
   * How the files of a stored sector are.
   *
   * @param path where they stay
   * @param samples chooses the leaves that are read
   */
  public static FileCondition condition(LocalPath path, SectorState state, long samples)
      throws ClosedByInterruptException {
    if (!path.isMounted()) {
      return FileCondition.UNREACHABLE;
    }
    PathLayout layout = new PathLayout(path.folder());
    SectorId sector = state.known().pledged().id();
    SectorSize size = state.known().pledged().proof().size();
    boolean isThere = layout.isWhole(sector, size);
    if (isThere && (!isNeeded(state) || isSound(path, state.known(), samples))) {
      return FileCondition.READABLE;
    }
    boolean isLost = isThere || layout.isLost(sector, size);
    return isLost && path.isMounted() ? FileCondition.LOST : FileCondition.UNREACHABLE;
  }

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
