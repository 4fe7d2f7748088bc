package io.sealwright.engine.recovery.source;

import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/** What the chain's head says of a sector: the judge of what all sources say. */
public sealed interface OnChain {
  /**
   * It could not be asked, in the words of the failure.
   *
   * @param unreachable the node did not answer, or refused the token
   */
  record NotAsked(String words, boolean unreachable) implements OnChain {}

  /**
   * Neither proven nor pre-committed.
   *
   * @param numberUsed the number was given to a sector once, which has ended or never was proven
   */
  record Unknown(boolean numberUsed) implements OnChain {}

  /** Promised, and still to be proven. */
  record PreCommitted(PreCommit promise) implements OnChain {}

  /**
   * Proven.
   *
   * @param sealed CommR, of the upgrade if there was one
   * @param key CommR before data was put in, for a sector that was upgraded
   * @param hasData power is counted for data in it
   */
  record Live(SealProof proof, CommR sealed, Optional<CommR> key, Epoch activation, boolean hasData)
      implements OnChain {

    /** The commitment that sealing must give. */
    CommR sealable() {
      return key.orElse(sealed);
    }
  }

  /** The commitment that sealing must give, if the chain says. */
  default Optional<CommR> commR() {
    return switch (this) {
      case NotAsked _, Unknown _ -> Optional.empty();
      case PreCommitted(PreCommit promise) -> Optional.of(promise.sector().sealed());
      case Live live -> Optional.of(live.sealable());
    };
  }
}
