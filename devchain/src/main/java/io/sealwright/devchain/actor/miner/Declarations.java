package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.DeadlineDraft;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.amount.TokenAmount;
import java.io.IOException;

/** Faults and recoveries as a miner declares them, for the next window of their deadline. */
final class Declarations {
  private Declarations() {}

  static void faults(MinerCall call) throws Abort, IOException {
    Selections selections = Selections.of(call);
    call.requireController();
    PowerPair change = PowerPair.ZERO;
    for (var declared : selections.byDeadline().entrySet()) {
      Window window = declarableWindow(call, declared.getKey());
      DeadlineDraft deadline = call.draft().deadline(window);
      change =
          change.plus(deadline.declareFaults(call.draft().sectors(), declared.getValue()));
      call.draft().put(window, deadline);
    }
    call.save();
    call.neighbours().changePower(change);
  }

  /** Only a miner that owes nothing may promise to recover: debts are paid first. */
  static void recoveries(MinerCall call) throws Abort, IOException {
    Selections selections = Selections.of(call);
    TokenAmount fee = call.purse().repayAll(call.runtime().balance());
    call.requireController();
    call.requireNoBan("recovery");
    for (var declared : selections.byDeadline().entrySet()) {
      Window window = declarableWindow(call, declared.getKey());
      DeadlineDraft deadline = call.draft().deadline(window);
      deadline.declareRecovered(call.draft().sectors(), declared.getValue());
      call.draft().put(window, deadline);
    }
    call.save();
    call.neighbours().burn(fee);
    call.requireCovered();
  }

  private static Window declarableWindow(MinerCall call, long index) throws Abort {
    Window window = call.draft().window(call.now(), index).notElapsed(call.now());
    Refusal.ARGUMENT.unless(
        call.now().isBefore(window.faultCutoff()),
        "late fault or recovery declaration at deadline %d",
        index);
    return window;
  }
}
