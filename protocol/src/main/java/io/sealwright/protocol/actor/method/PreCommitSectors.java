package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.actor.miner.SectorPreCommit;
import java.util.List;

/** Parameters of PreCommitSectorBatch2. */
public record PreCommitSectors(List<SectorPreCommit> sectors) {
  /** Sectors one message may pre-commit. */
  public static final int MOST = 256;

  public PreCommitSectors {
    sectors = List.copyOf(sectors);
  }
}
