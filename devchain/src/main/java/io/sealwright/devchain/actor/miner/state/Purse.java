package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.actor.miner.funds.VestingSchedule;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.actor.miner.Vesting;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.BlockStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a miner's balance is spoken for, being changed. */
public final class Purse {
  private final BlockStore blocks;
  private TokenAmount deposits;
  private TokenAmount locked;
  private TokenAmount debt;
  private TokenAmount pledge;
  private Optional<Vesting> vesting;

  Purse(BlockStore blocks, MinerState from) {
    this.blocks = blocks;
    deposits = from.preCommitDeposits();
    locked = from.lockedFunds();
    debt = from.feeDebt();
    pledge = from.initialPledge();
    vesting = from.vesting();
  }

  /** The purse of a miner's state. */
  public static Purse of(BlockStore blocks, Cid head) throws IOException {
    return new Purse(blocks, blocks.read(head, MinerCbor.STATE));
  }

  /** What paying a debt took: the amount to burn, and what was unlocked for it or was due anyway. */
  public record Repaid(TokenAmount burnt, TokenAmount unlocked) {}

  TokenAmount deposits() {
    return deposits;
  }

  TokenAmount locked() {
    return locked;
  }

  TokenAmount debt() {
    return debt;
  }

  /** The pledge of all live sectors. */
  public TokenAmount initialPledge() {
    return pledge;
  }


  Optional<Vesting> vesting() {
    return vesting;
  }

  /** Whether anything is held for which the end of a deadline matters. */
  boolean isInUse() {
    return !deposits.isZero() || !pledge.isZero() || !locked.isZero();
  }

  public void addDeposit(TokenAmount change) throws Abort {
    deposits = notNegative("pre-commit deposits", deposits.plus(change));
  }

  public void addPledge(TokenAmount change) throws Abort {
    pledge = notNegative("initial pledge", pledge.plus(change));
  }

  public void penalize(TokenAmount amount) throws Abort {
    debt = debt.plus(notNegative("penalty", amount));
  }

  /** Locks funds, to be released over time; returns what was due before. */
  public TokenAmount lock(TokenAmount sum, Epoch now, Epoch offset) throws Abort, IOException {
    notNegative("sum to lock", sum);
    VestingSchedule.Released released = schedule().plus(sum, now, offset).release(now);
    keep(released.rest());
    locked = notNegative("locked funds", locked.minus(released.amount())).plus(sum);
    return released.amount();
  }

  /** Releases what is due; returns how much that was. */
  public TokenAmount release(Epoch now) throws Abort, IOException {
    boolean due =
        vesting.map(funds -> funds.next().epoch().isBefore(now)).orElse(false);
    if (locked.isZero() || !due) {
      return TokenAmount.ZERO;
    }
    VestingSchedule.Released released = schedule().release(now);
    keep(released.rest());
    locked = notNegative("locked funds", locked.minus(released.amount()));
    return released.amount();
  }

  /** Pays as much of the debt as there is, from locked funds first. */
  public Repaid repayWhatIsPossible(Epoch now, TokenAmount balance) throws Abort, IOException {
    TokenAmount unlocked = TokenAmount.ZERO;
    if (!debt.isZero() && !locked.isZero() && vesting.isPresent()) {
      VestingSchedule.Drawn drawn = schedule().draw(debt, now);
      keep(drawn.rest());
      unlocked = drawn.due().plus(drawn.notDue());
      locked = notNegative("locked funds", locked.minus(unlocked));
    }
    TokenAmount burnt = unlocked(balance).min(debt);
    debt = debt.minus(burnt);
    return new Repaid(burnt, unlocked);
  }

  /** Pays the whole debt from funds that are not locked, and returns it, or refuses. */
  public TokenAmount repayAll(TokenAmount balance) throws Abort {
    TokenAmount free = unlocked(balance);
    Refusal.FUNDS.unless(
        free.compareTo(debt) >= 0, "unlocked balance cannot repay fee debt (%s < %s)", free, debt);
    TokenAmount burnt = debt;
    debt = TokenAmount.ZERO;
    return burnt;
  }

  /** What is not locked, deposited or pledged; it may still be owed. */
  public TokenAmount unlocked(TokenAmount balance) throws Abort {
    return notNegative(
        "unlocked balance", balance.minus(locked).minus(deposits).minus(pledge));
  }

  /** What is neither locked nor owed; negative if more is owed than there is. */
  public TokenAmount available(TokenAmount balance) throws Abort {
    return unlocked(balance).minus(debt);
  }

  /** Refuses a call after which the balance would not cover what is spoken for. */
  public void requireCovered(TokenAmount balance) throws Abort {
    TokenAmount least = deposits.plus(locked).plus(pledge);
    Refusal.BALANCE.unless(
        balance.compareTo(least) >= 0,
        "balance invariants broken: balance %s below minimum %s",
        balance,
        least);
  }

  /** The locked funds by the epoch of their release. */
  public VestingSchedule schedule() throws IOException {
    if (vesting.isEmpty()) {
      return new VestingSchedule(List.of());
    }
    Vesting funds = vesting.get();
    List<Vesting.Part> parts = new ArrayList<>();
    if (funds.next().amount().sign() > 0) {
      parts.add(funds.next());
    }
    parts.addAll(blocks.read(funds.rest(), MinerCbor.VESTING_REST));
    return new VestingSchedule(parts);
  }

  private void keep(VestingSchedule schedule) {
    List<Vesting.Part> parts = schedule.parts();
    vesting =
        parts.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Vesting(
                    parts.getFirst(),
                    blocks.write(parts.subList(1, parts.size()), MinerCbor.VESTING_REST)));
  }

  private static TokenAmount notNegative(String what, TokenAmount amount) throws Abort {
    Refusal.STATE.unless(amount.sign() >= 0, "%s would be negative: %s", what, amount);
    return amount;
  }
}
