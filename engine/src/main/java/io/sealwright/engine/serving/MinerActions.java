package io.sealwright.engine.serving;

import io.sealwright.engine.life.RestartPoint;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.cid.Cid;
import java.util.Optional;

/** What callers of the miner's API may have done about sectors. Each returns once it is decided. */
public interface MinerActions {

  /** How a sector is got rid of. */
  enum End {
    TERMINATE,
    REMOVE
  }

  /** What speaks against ending a sector so; nothing if it would be done. */
  Optional<String> objection(SectorId sector, End end) throws ActionRefused, InterruptedException;

  /** Lets a sector that failed go on from an earlier point, or from where it failed. */
  void reset(SectorId sector, RestartPoint point) throws ActionRefused, InterruptedException;

  /** Begins a sector of committed capacity. */
  SectorId pledge() throws ActionRefused, InterruptedException;

  /** Ends a live sector on the chain, and removes it when the end is final. */
  void terminate(SectorId sector) throws ActionRefused, InterruptedException;

  /** Deletes the files of a sector that the chain expects nothing of. */
  void remove(SectorId sector) throws ActionRefused, InterruptedException;

  /** Sends the terminations that wait now; none if none waits. */
  Optional<Cid> flushTerminations() throws ActionRefused, InterruptedException;
}
