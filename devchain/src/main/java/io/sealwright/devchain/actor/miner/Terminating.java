package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.DeadlineDraft;
import io.sealwright.devchain.actor.miner.state.MinerDraft;
import io.sealwright.devchain.actor.miner.state.Purse;
import io.sealwright.devchain.actor.miner.state.Terminations;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.Forecast;
import io.sealwright.protocol.network.TerminationFee;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The early end of sectors. They lose their power at once; fees are settled in rounds, the first in
 * the same call, further ones by the chain.
 */
final class Terminating {
  private Terminating() {}

  static ByteString terminate(MinerCall call) throws Abort, IOException {
    Selections selections = Selections.of(call);
    boolean hadTerminations = call.draft().hasEarlyTerminations();
    call.requireController();
    PowerPair lost = PowerPair.ZERO;
    for (var ending : selections.byDeadline().entrySet()) {
      Window window =
          call.mutableWindow(ending.getKey(), "cannot terminate sectors in immutable deadline %d");
      DeadlineDraft deadline = call.draft().deadline(window);
      lost = lost.plus(deadline.terminate(call.draft().sectors(), ending.getValue(), call.now()));
      call.draft().put(window, deadline);
      call.draft().noteEarlyTerminations(window.index());
    }
    boolean more = settle(call, call.neighbours().forecast());
    if (more && !hadTerminations) {
      enrol(call);
    }
    call.requireCovered();
    call.neighbours().changePower(PowerPair.ZERO.minus(lost));
    return Neighbours.encode(
        MethodCbor.TERMINATION_RESULT, new MethodCbor.TerminationResult(!more));
  }

  /** Settles a round of fees, and has the chain call again if there is more. */
  static void settleAndEnrol(MinerCall call, Forecast forecast) throws Abort, IOException {
    if (settle(call, forecast)) {
      enrol(call);
    }
  }

  private static void enrol(MinerCall call) throws Abort, IOException {
    call.neighbours().enrol(call.now().plus(new EpochSpan(1)), Neighbours.Cron.EARLY_TERMINATIONS);
  }

  /** Takes pledges back and fees in for a round of ended sectors; whether there are more. */
  private static boolean settle(MinerCall call, Forecast forecast) throws Abort, IOException {
    MinerDraft draft = call.draft();
    Terminations ended = draft.popEarlyTerminations(call.now());
    boolean more = draft.hasEarlyTerminations();
    if (ended.isEmpty()) {
      call.save();
      return more;
    }
    Bill bill = bill(call, forecast, ended);
    Purse purse = draft.purse();
    purse.penalize(bill.fees);
    TokenAmount pledge = TokenAmount.ZERO.minus(bill.pledge);
    purse.addPledge(pledge);
    Purse.Repaid repaid = purse.repayWhatIsPossible(call.now(), call.runtime().balance());
    call.save();
    call.neighbours().burn(repaid.burnt());
    call.neighbours().changePledge(pledge.minus(repaid.unlocked()));
    call.neighbours().sectorsTerminated(bill.withData);
    return more;
  }

  /** What a round costs, what pledge it sets free, and which sectors had data. */
  private record Bill(TokenAmount fees, TokenAmount pledge, Bitfield withData) {}

  private static Bill bill(MinerCall call, Forecast forecast, Terminations ended)
      throws Abort, IOException {
    TokenAmount fees = TokenAmount.ZERO;
    TokenAmount pledge = TokenAmount.ZERO;
    List<Long> withData = new ArrayList<>();
    for (var entry : ended.sectors().entrySet()) {
      for (Sector sector : call.draft().sectors().load(entry.getValue())) {
        EpochSpan age = new Epoch(entry.getKey()).since(sector.activation());
        fees = fees.plus(fee(call, forecast, sector, age));
        pledge = pledge.plus(sector.initialPledge());
        if (sector.dealWeight().signum() > 0 || sector.verifiedDealWeight().signum() > 0) {
          withData.add(sector.number().number());
        }
      }
    }
    return new Bill(
        fees, pledge, Bitfield.of(withData.stream().mapToLong(Long::longValue).toArray()));
  }

  private static TokenAmount fee(MinerCall call, Forecast forecast, Sector sector, EpochSpan age) {
    BigInteger power = call.draft().power().of(sector).quality();
    return switch (call.runtime().rules().terminationFee()) {
      case BY_PLEDGE ->
          TerminationFee.byPledge(sector.initialPledge(), age, forecast.faultFee(power));
      case BY_REWARD ->
          TerminationFee.byReward(
              sector.expectedDayReward().orElse(TokenAmount.ZERO),
              sector.expectedStoragePledge().orElse(TokenAmount.ZERO),
              age,
              forecast.terminationFloor(power));
    };
  }
}
