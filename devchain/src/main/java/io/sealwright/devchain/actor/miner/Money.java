package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;

import io.sealwright.devchain.actor.miner.funds.Fees;
import io.sealwright.devchain.actor.miner.state.Purse;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.WithdrawBalance;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;

/** What a miner earns, pays back and gives out. */
final class Money {
  private Money() {}

  static ByteString withdraw(MinerCall call) throws Abort, IOException {
    WithdrawBalance params = call.params(MethodCbor.WITHDRAW_BALANCE);
    Refusal.ARGUMENT.unless(
        params.requested().sign() >= 0,
        "negative fund requested for withdrawal: %s",
        params.requested());
    MinerIdentity identity = call.identity();
    call.requireCaller(identity.owner(), identity.beneficiary());
    Refusal.FORBIDDEN.unless(
        !call.draft().hasEarlyTerminations(),
        "cannot withdraw funds while %d deadlines have terminated sectors with outstanding fees",
        call.draft().earlyTerminations().count());
    Purse purse = call.purse();
    TokenAmount vested = purse.release(call.now());
    TokenAmount available = purse.available(call.runtime().balance());
    TokenAmount fee = purse.repayAll(call.runtime().balance());
    TokenAmount amount = withinQuota(call, available.min(params.requested()));
    call.save();
    call.neighbours().pay(identity.beneficiary(), amount);
    call.neighbours().burn(fee);
    call.neighbours().changePledge(TokenAmount.ZERO.minus(vested));
    call.requireCovered();
    return Neighbours.encode(AMOUNT, amount);
  }

  /** What of an amount a beneficiary may have; an owner may have it all. */
  private static TokenAmount withinQuota(MinerCall call, TokenAmount amount) throws Abort {
    Refusal.STATE.unless(amount.sign() >= 0, "negative amount to withdraw: %s", amount);
    MinerIdentity identity = call.identity();
    if (identity.beneficiary().equals(identity.owner())) {
      return amount;
    }
    TokenAmount left = identity.term().available(call.now());
    Refusal.FORBIDDEN.unless(
        !left.isZero(),
        "beneficiary expiration of epoch %s passed or quota of %s depleted with %s used",
        identity.term().expiration(),
        identity.term().quota(),
        identity.term().used());
    TokenAmount allowed = amount.min(left);
    if (allowed.sign() > 0) {
      call.draft()
          .setIdentity(
              identity.withBeneficiary(
                  identity.beneficiary(),
                  identity.term().using(allowed),
                  identity.beneficiaryChange()));
    }
    return allowed;
  }

  static void repay(MinerCall call) throws Abort, IOException {
    call.requireController();
    Purse.Repaid repaid =
        call.purse().repayWhatIsPossible(call.now(), call.runtime().balance());
    call.save();
    call.neighbours().changePledge(TokenAmount.ZERO.minus(repaid.unlocked()));
    call.neighbours().burn(repaid.burnt());
    call.requireCovered();
  }

  /** Takes a block's reward, locks most of it, and a fine. */
  static void applyRewards(MinerCall call) throws Abort, IOException {
    ActorCalls.ApplyRewards params = call.params(ActorCallsCbor.APPLY_REWARDS);
    Refusal.ARGUMENT.unless(
        params.reward().sign() >= 0, "cannot lock up a negative amount of funds");
    Refusal.ARGUMENT.unless(
        params.penalty().sign() >= 0, "cannot penalize a negative amount of funds");
    call.requireCaller(Address.id(Singletons.REWARD));
    Purse purse = call.purse();
    TokenAmount locking = Fees.lockedOf(params.reward());
    TokenAmount free = purse.unlocked(call.runtime().balance());
    Refusal.FUNDS.unless(
        free.compareTo(locking) >= 0,
        "insufficient funds to lock, available: %s, requested: %s",
        free,
        locking);
    TokenAmount vested = purse.lock(locking, call.now(), call.draft().periodStart());
    purse.penalize(params.penalty());
    Purse.Repaid repaid = purse.repayWhatIsPossible(call.now(), call.runtime().balance());
    call.save();
    call.neighbours().changePledge(locking.minus(vested).minus(repaid.unlocked()));
    call.neighbours().burn(repaid.burnt());
    call.requireCovered();
  }
}
