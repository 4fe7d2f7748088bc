package io.sealwright.engine.sending.miner;

import io.sealwright.protocol.actor.method.PreCommitSectors;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.actor.method.SectorSelections;

/** How many sectors one message may be about. */
public record BatchLimits(int preCommit, int proveCommit, int declare, int terminate) {
  /**
   * Lotus's numbers where it has one; each proof is verified by itself, so fewer proofs than could
   * be aggregated fit a block.
   */
  public static final BatchLimits DEFAULTS =
      new BatchLimits(PreCommitSectors.MOST, 64, SectorSelections.MOST, 100);

  public BatchLimits {
    require(preCommit, PreCommitSectors.MOST);
    require(proveCommit, ProveCommitSectors.MOST);
    require(declare, SectorSelections.MOST);
    require(terminate, SectorSelections.MOST);
  }

  private static void require(int limit, int most) {
    if (limit < 1 || limit > most) {
      throw new IllegalArgumentException("a message about " + limit + " sectors, of 1 to " + most);
    }
  }

  int of(MessagePurpose purpose) {
    return switch (purpose) {
      case PRE_COMMIT -> preCommit;
      case PROVE_COMMIT -> proveCommit;
      case DECLARE_FAULT, DECLARE_RECOVERY -> declare;
      case TERMINATE -> terminate;
      case WINDOW_POST -> 1;
    };
  }
}
