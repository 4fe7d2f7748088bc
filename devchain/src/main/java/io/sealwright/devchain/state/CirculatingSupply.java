package io.sealwright.devchain.state;

import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

/**
 * What of the network's money is in circulation, by the formula actors reckon with.
 *
 * <pre>
 *   circulating = vested + mined + disbursed from the reserve − burnt − locked as pledge
 * </pre>
 *
 * <p>Every network, a dev chain too, counts the vesting of mainnet's founders: the schedule is part
 * of the rules, whoever has the money. Source: the recordings of a real network, which the tests
 * compare with.
 */
public record CirculatingSupply(
    TokenAmount vested,
    TokenAmount mined,
    TokenAmount burnt,
    TokenAmount locked,
    TokenAmount disbursed) {
  private static final long EPOCHS_PER_DAY = 2880;

  /** What the reserve held when networks of this kind began. */
  private static final TokenAmount INITIAL_RESERVE = TokenAmount.of(1_400_000_000, FilUnit.FIL);

  /** When vesting began on networks that were born with all upgrades done. */
  private static final Epoch VESTING_START = new Epoch(-6);

  /** Amounts in FIL that vest evenly, each over so many days. */
  private static final List<Grant> GRANTS =
      List.of(
          new Grant(10_632_000, 0),
          new Grant(19_015_887 + 32_787_700, 183),
          new Grant(22_421_712 + 9_400_000, 365),
          new Grant(7_223_364, 2 * 365),
          new Grant(87_637_883 + 898_958, 3 * 365),
          new Grant(100_000_000 + 300_000_000 + 9_805_053, 6 * 365));

  private record Grant(long fil, long days) {
    TokenAmount vested(long elapsed) {
      BigInteger whole = TokenAmount.of(fil, FilUnit.FIL).atto();
      BigInteger duration = BigInteger.valueOf(days * EPOCHS_PER_DAY);
      BigInteger left = duration.subtract(BigInteger.valueOf(elapsed)).max(BigInteger.ZERO);
      return left.signum() == 0
          ? new TokenAmount(whole)
          : new TokenAmount(whole.subtract(whole.divide(duration).multiply(left)));
    }
  }

  /** The supply of a state, as of an epoch. */
  public static CirculatingSupply at(StateTree tree, Epoch epoch) throws IOException {
    TokenAmount vested = TokenAmount.ZERO;
    for (Grant grant : GRANTS) {
      vested = vested.plus(grant.vested(epoch.since(VESTING_START).epochs()));
    }
    return new CirculatingSupply(
        vested,
        tree.read(Singletons.REWARD, ActorCbor.REWARD).paid(),
        tree.require(Singletons.BURNT_FUNDS).balance(),
        tree.read(Singletons.POWER, ActorCbor.POWER).pledge(),
        INITIAL_RESERVE.minus(tree.require(Singletons.RESERVE).balance()));
  }

  /** Never negative. */
  public TokenAmount circulating() {
    return vested.plus(mined).plus(disbursed).minus(burnt).minus(locked).max(TokenAmount.ZERO);
  }
}
