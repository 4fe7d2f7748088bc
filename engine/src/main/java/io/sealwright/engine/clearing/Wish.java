package io.sealwright.engine.clearing;

import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Recovery;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an operator wants to know a plan for.
 *
 * @param hourCost what an hour of the machine that would seal the sector again costs
 * @param gone ids of paths, and names of hosts without a worker, of which the operator knows that
 *     they will not come back, and {@link #ELSEWHERE} if there are no paths but those known
 */
public record Wish(Intent intent, TokenAmount hourCost, Set<String> gone) {
  public Wish {
    gone = Set.copyOf(gone);
  }

  /** The same with another intent. */
  public Wish to(Intent other) {
    return new Wish(other, hourCost, gone);
  }

  /** What stands for all paths that the cluster does not know. */
  public static final String ELSEWHERE = "elsewhere";

  /** Paths that a refusal names at most. */
  private static final int NAMED = 20;

  /** With no word of any path, and work for nothing. */
  public Wish(Intent intent) {
    this(intent, TokenAmount.ZERO, Set.of());
  }

  /**
   * What is wrong with what is said to be gone.
   *
   * @param known ids of paths
   * @param idle hosts without a worker
   */
  Optional<String> objection(Set<String> known, Set<String> idle) {
    List<String> strange =
        gone.stream()
            .filter(
                name -> !name.equals(ELSEWHERE) && !known.contains(name) && !idle.contains(name))
            .sorted()
            .toList();
    if (strange.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "no path is known as %s; known are %s%s"
            .formatted(
                String.join(", ", strange),
                names(known),
                idle.isEmpty() ? "" : ", and of hosts without a worker " + names(idle)));
  }

  private static String names(Set<String> known) {
    if (known.isEmpty()) {
      return "none";
    }
    String names = known.stream().sorted().limit(NAMED).collect(Collectors.joining(", "));
    return known.size() > NAMED ? "%s and %d more".formatted(names, known.size() - NAMED) : names;
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
