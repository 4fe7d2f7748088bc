package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;

/** How long a sector may be promised for. */
final class Expiry {
  /** Five years of 365.2425 days: the life of a seal proof. */
  private static final EpochSpan LONGEST_SEAL = new EpochSpan(5 * 1_051_897L);

  private Expiry() {}

  /** Refuses an end that is too soon after a start, or too far from now. */
  static void require(MinerCall call, Epoch start, Epoch end) throws Abort {
    NetworkRules rules = call.runtime().rules();
    EpochSpan life = end.since(start);
    Refusal.ARGUMENT.unless(
        life.epochs() > 0, "sector expiration %s must be after activation %s", end, start);
    Refusal.ARGUMENT.unless(
        life.compareTo(rules.shortestSectorLife()) >= 0,
        "invalid expiration %s, total sector lifetime (%d) must exceed %d after activation %s",
        end,
        life.epochs(),
        rules.shortestSectorLife().epochs(),
        start);
    Refusal.ARGUMENT.unless(
        end.compareTo(call.now().plus(rules.longestSectorLife())) <= 0,
        "invalid expiration %s, cannot be more than %d past current epoch %s",
        end,
        rules.longestSectorLife().epochs(),
        call.now());
    Refusal.ARGUMENT.unless(
        life.compareTo(LONGEST_SEAL) <= 0,
        "invalid expiration %s, total sector lifetime (%d) cannot exceed %d after activation %s",
        end,
        life.epochs(),
        LONGEST_SEAL.epochs(),
        start);
  }
}
