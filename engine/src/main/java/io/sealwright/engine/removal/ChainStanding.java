package io.sealwright.engine.removal;

import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import java.util.Optional;

/** What the chain's head says of a sector. */
public sealed interface ChainStanding {
  /** It could not be asked, or its answer not be understood; the reason is a clause. */
  record Unknown(String reason) implements ChainStanding {}

  /** The number was never given to a sector. */
  record Never() implements ChainStanding {}

  /** Promised, with a deposit that is burnt if the proof does not come in time. */
  record PreCommitted(PreCommit promise) implements ChainStanding {
    /** The first epoch at which its proof is not taken any more. */
    public Epoch lapse(NetworkRules rules) {
      return promise.landed().plus(rules.proveCommitWindow()).plus(new EpochSpan(1));
    }
  }

  /**
   * Proven, and to be proven every day.
   *
   * @param faultySince when proofs of it ceased
   */
  record Live(Sector sector, Place place, Fees fees, Optional<Epoch> faultySince)
      implements ChainStanding {
    public boolean isFaulty() {
      return faultySince.isPresent();
    }
  }

  /**
   * Nothing is expected of it any more.
   *
   * @param at when that was; if it is not known, when it was first seen to be so
   */
  record Ended(Ending ending, Epoch at) implements ChainStanding {}

  /** How a sector ended. */
  enum Ending {
    /** By its miner, or by the chain after 42 faulty periods. */
    TERMINATED,
    /** As planned. */
    EXPIRED,
    /** Its pre-commit was not followed by a proof. */
    LAPSED,
    /** The number was used and the chain has forgotten the sector. */
    GONE
  }

  /**
   * Where a sector is proven.
   *
   * @param opens when its window opens next, or did if it is open
   */
  record Place(int deadline, long partition, Epoch opens) {}

  /**
   * What the sector's power is expected to earn, at the head.
   *
   * @param fault 3.51 days': due for each period it is faulty
   * @param floor 3.5 days': the least fee of old networks
   */
  record Fees(TokenAmount fault, TokenAmount floor) {}
}
