package io.sealwright.devchain.actor.miner.funds;

import io.sealwright.protocol.actor.miner.Vesting;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * When locked funds are released: parts with ascending epochs. New funds are released linearly over
 * 180 days, once a day, at epochs rounded up to half days from the start of the proving period.
 */
public record VestingSchedule(List<Vesting.Part> parts) {
  private static final EpochSpan PERIOD = Days.of(180);
  private static final EpochSpan STEP = Days.of(1);
  private static final long ROUNDING = Days.EPOCHS / 2;

  public VestingSchedule {
    parts = List.copyOf(parts);
  }

  /** A schedule after something was taken off it. */
  public record Released(TokenAmount amount, VestingSchedule rest) {}

  /** A schedule after a debt was paid from it: what was due anyway, and what was not. */
  public record Drawn(TokenAmount due, TokenAmount notDue, VestingSchedule rest) {}

  /** With more funds locked at an epoch; rounding counts from an offset. */
  public VestingSchedule plus(TokenAmount sum, Epoch now, Epoch offset) {
    TreeMap<Epoch, TokenAmount> all = new TreeMap<>();
    parts.forEach(part -> all.put(part.epoch(), part.amount()));
    Quantum rounding = new Quantum(new EpochSpan(ROUNDING), offset);
    TokenAmount soFar = TokenAmount.ZERO;
    Epoch step = now;
    while (soFar.compareTo(sum) < 0) {
      step = step.plus(STEP);
      Epoch epoch = rounding.up(step);
      EpochSpan elapsed = epoch.since(now);
      TokenAmount target =
          elapsed.compareTo(PERIOD) < 0 ? Whole.share(sum, elapsed.epochs(), PERIOD.epochs()) : sum;
      all.merge(epoch, target.minus(soFar), TokenAmount::plus);
      soFar = target;
    }
    List<Vesting.Part> merged = new ArrayList<>();
    all.forEach((epoch, amount) -> merged.add(new Vesting.Part(epoch, amount)));
    return new VestingSchedule(merged);
  }

  /** Takes off what is due before an epoch. */
  public Released release(Epoch now) {
    int due = 0;
    TokenAmount amount = TokenAmount.ZERO;
    while (due < parts.size() && parts.get(due).epoch().isBefore(now)) {
      amount = amount.plus(parts.get(due).amount());
      due++;
    }
    return new Released(amount, new VestingSchedule(parts.subList(due, parts.size())));
  }

  /** Takes off what is due, and of the rest the earliest, up to a debt. */
  public Drawn draw(TokenAmount debt, Epoch now) {
    Released released = release(now);
    TokenAmount owed = debt;
    List<Vesting.Part> rest = new ArrayList<>(released.rest.parts);
    while (!rest.isEmpty() && rest.getFirst().amount().compareTo(owed) < 0) {
      owed = owed.minus(rest.removeFirst().amount());
    }
    if (!rest.isEmpty()) {
      Vesting.Part first = rest.getFirst();
      rest.set(0, new Vesting.Part(first.epoch(), first.amount().minus(owed)));
      owed = TokenAmount.ZERO;
    }
    return new Drawn(released.amount, debt.minus(owed), new VestingSchedule(rest));
  }
}
