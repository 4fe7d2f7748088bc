package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.funds.Fees;
import io.sealwright.devchain.actor.miner.state.MinerDraft;
import io.sealwright.devchain.actor.miner.state.Purse;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.Forecast;
import java.io.IOException;

/**
 * What the chain does to a miner by itself: at the end of each deadline, and after terminations.
 */
final class CronEvents {
  private CronEvents() {}

  static void handle(MinerCall call) throws Abort, IOException {
    ActorCalls.DeferredCron params = call.params(ActorCallsCbor.DEFERRED_CRON);
    call.requireCaller(Address.id(Singletons.POWER));
    Forecast forecast = new Forecast(params.reward(), params.qualityPower());
    long reason = MinerCall.decode(ActorCallsCbor.CRON_REASON, params.payload()).number();
    if (reason == Neighbours.Cron.DEADLINE_END.number()) {
      endDeadline(call, forecast);
    } else if (reason == Neighbours.Cron.EARLY_TERMINATIONS.number()) {
      Terminating.settleAndEnrol(call, forecast);
    }
    call.requireCovered();
  }

  private static void endDeadline(MinerCall call, Forecast forecast) throws Abort, IOException {
    MinerDraft draft = call.draft();
    Purse purse = draft.purse();
    IdentityMethods.applyWorkerChange(call);
    purse.penalize(draft.cleanUp(call.now()));
    boolean hadTerminations = draft.hasEarlyTerminations();
    MinerDraft.Advance advance = draft.advance(call.now());
    purse.penalize(forecast.faultFee(advance.faultyBefore().quality()));
    if (advance.dailyFee().sign() > 0) {
      purse.penalize(Fees.dailyPayable(advance.dailyFee(), forecast, advance.live().quality()));
    }
    Purse.Repaid repaid = purse.repayWhatIsPossible(call.now(), call.runtime().balance());
    TokenAmount vested = purse.release(call.now());
    boolean goesOn = draft.continueCron();
    call.save();
    call.neighbours().changePower(advance.power());
    call.neighbours().burn(repaid.burnt());
    call.neighbours().changePledge(advance.pledge().minus(repaid.unlocked()).minus(vested));
    if (goesOn) {
      call.neighbours()
          .enrol(
              draft.window(call.now().plus(new EpochSpan(1))).last(), Neighbours.Cron.DEADLINE_END);
    }
    if (!hadTerminations && draft.hasEarlyTerminations()) {
      call.reopen();
      Terminating.settleAndEnrol(call, forecast);
    }
  }
}
