package io.sealwright.engine.clearing;

import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Recovery;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator wants to know a plan for.
 *
 * @param hourCost what an hour of the machine that would seal the sector again costs
 * @param gone ids of paths of which the operator knows that nothing is on them any more
 */
public record Wish(Intent intent, TokenAmount hourCost, Set<String> gone) {
  public Wish {
    gone = Set.copyOf(gone);
  }

  /** With no word of any path, and work for nothing. */
  public Wish(Intent intent) {
    this(intent, TokenAmount.ZERO, Set.of());
  }

  /** Sealing again without any knowledge of the hosts: 32 GiB in half a day. */
  private static final long BYTES_AN_HOUR = (32L << 30) / 12;

  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final BigInteger MILLIS_AN_HOUR = BigInteger.valueOf(3_600_000);

  /** A recovery by this reckoning. */
  Recovery.Possible recovery(SectorSize size, Optional<Duration> known, Set<Recovery.Need> needs) {
    Duration time = known.orElseGet(() -> usual(size));
    BigInteger millis = BigInteger.valueOf(time.toMillis());
    TokenAmount cost = new TokenAmount(hourCost.atto().multiply(millis).divide(MILLIS_AN_HOUR));
    return new Recovery.Possible(time, cost, needs);
  }

  private static Duration usual(SectorSize size) {
    Duration time = Duration.ofSeconds(size.bytes() * 3600 / BYTES_AN_HOUR);
    return time.compareTo(LEAST) < 0 ? LEAST : time;
  }
}
