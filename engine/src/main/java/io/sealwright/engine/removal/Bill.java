package io.sealwright.engine.removal;

import io.sealwright.engine.removal.ChainStanding.Live;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.TerminationFee;
import io.sealwright.protocol.network.TerminationFeeRule;
import java.util.Optional;

/**
 * What ending a live sector now costs, and what keeping it would.
 *
 * @param rule by which the fee was computed
 * @param fee burnt when it is terminated now
 * @param pledge that comes back
 * @param recovery its own cost and a fault fee for every period it takes; absent if impossible
 * @param endsBy when the chain terminates it, with the same fee, if it stays faulty
 * @param inTime whether a recovery would be done before that
 */
public record Bill(
    TerminationFeeRule rule,
    TokenAmount fee,
    TokenAmount pledge,
    Optional<TokenAmount> recovery,
    Epoch endsBy,
    boolean inTime) {

  static Bill of(NetworkRules rules, Live live, Epoch head, Recovery recovery) {
    EpochSpan grace = rules.provingPeriod().times(rules.faultPeriods());
    Epoch endsBy = live.faultySince().orElse(head).plus(grace);
    TokenAmount fee = fee(rules.terminationFee(), live, head);
    TokenAmount pledge = live.sector().initialPledge();
    return switch (recovery) {
      case Recovery.Impossible _ ->
          new Bill(rules.terminationFee(), fee, pledge, Optional.empty(), endsBy, false);
      case Recovery.Possible possible -> {
        EpochSpan needed = epochs(rules, possible);
        long periods = Math.ceilDiv(needed.epochs(), rules.provingPeriod().epochs());
        TokenAmount cost = possible.cost().plus(live.fees().fault().times(periods));
        yield new Bill(
            rules.terminationFee(),
            fee,
            pledge,
            Optional.of(cost),
            endsBy,
            head.plus(needed).isBefore(endsBy));
      }
    };
  }

  /** How many epochs a recovery takes, rounded up. */
  static EpochSpan epochs(NetworkRules rules, Recovery.Possible possible) {
    return new EpochSpan(
        Math.ceilDiv(possible.time().toMillis(), Math.max(1, rules.blockDelay().toMillis())));
  }

  private static TokenAmount fee(TerminationFeeRule rule, Live live, Epoch head) {
    Sector sector = live.sector();
    EpochSpan age = head.since(sector.activation());
    return switch (rule) {
      case BY_PLEDGE -> TerminationFee.byPledge(sector.initialPledge(), age, live.fees().fault());
      case BY_REWARD ->
          TerminationFee.byReward(
              sector.expectedDayReward().orElse(TokenAmount.ZERO),
              sector.expectedStoragePledge().orElse(TokenAmount.ZERO),
              age,
              live.fees().floor());
    };
  }

  /** Whether keeping the sector costs less than ending it. */
  public boolean isRecoveryCheaper() {
    return recovery.filter(cost -> cost.compareTo(fee) < 0).isPresent();
  }
}
