package io.sealwright.engine.serving;

import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.standing.Due;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.cid.Cid;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What callers of the miner's API may have done about sectors. Each returns once it is decided. */
public interface MinerActions {

  /** The sectors that the chain has and that were removed here, or never were here. */
  List<SectorNumber> removedTooEarly() throws ActionRefused, InterruptedException;

  /** How a sector would be got rid of, or what would keep it. Nothing is done. */
  ClearingPlan plan(SectorId sector, Wish wish) throws ActionRefused, InterruptedException;

  /** What the life cycle decides about a sector that there is a record of, and why. */
  Outlook outlook(SectorId sector) throws ActionRefused, InterruptedException;

  /**
   * Does what a plan permits, as far as it goes now.
   *
   * @param basis the facts of the plan that was shown; others than are now refuse
   * @return what was done, in the words of {@link ClearingPlan.Line}
   */
  List<String> carryOut(SectorId sector, Wish wish, Basis basis)
      throws ActionRefused, InterruptedException;

  /** Goes one of the ways out that the plan names. */
  void rescue(SectorId sector, Way.Kind way, Wish wish, Basis basis)
      throws ActionRefused, InterruptedException;

  /** Why a sector would not be let go on from a point; nothing if it would be. */
  Optional<String> resetObjection(SectorId sector, RestartPoint point)
      throws ActionRefused, InterruptedException;

  /** Lets a sector that failed go on from an earlier point, or from where it failed. */
  void reset(SectorId sector, RestartPoint point) throws ActionRefused, InterruptedException;

  /** Until when the chain wants something of sectors. */
  Map<SectorId, Due> due(List<StoredSector> sectors) throws ActionRefused, InterruptedException;

  /** Begins a sector of committed capacity. */
  SectorId pledge() throws ActionRefused, InterruptedException;

  /** Ends a live sector on the chain, and removes it when the end is final. */
  void terminate(SectorId sector) throws ActionRefused, InterruptedException;

  /** Deletes the files of a sector that the chain expects nothing of. */
  void remove(SectorId sector) throws ActionRefused, InterruptedException;

  /**
   * Sends promises or proofs now that wait for others to share a message with; soon, not before
   * this returns.
   *
   * @return of which sectors; empty if none waits
   */
  List<SectorNumber> flush(Request.Purpose purpose) throws ActionRefused, InterruptedException;

  /** Sends the terminations that wait now; none if none waits. */
  Optional<Cid> flushTerminations() throws ActionRefused, InterruptedException;
}
