package io.sealwright.engine.serving;

import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.cid.Cid;
import java.util.Optional;

/** What callers of the miner's API may have done about sectors. Each returns once it is decided. */
public interface MinerActions {

  /** Begins a sector of committed capacity. */
  SectorId pledge() throws ActionRefused, InterruptedException;

  /** Ends a live sector on the chain, and removes it when the end is final. */
  void terminate(SectorId sector) throws ActionRefused, InterruptedException;

  /** Deletes the files of a sector that the chain expects nothing of. */
  void remove(SectorId sector) throws ActionRefused, InterruptedException;

  /** Sends the terminations that wait now; none if none waits. */
  Optional<Cid> flushTerminations() throws ActionRefused, InterruptedException;
}
