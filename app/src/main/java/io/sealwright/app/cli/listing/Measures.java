package io.sealwright.app.cli.listing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.ResourceBundle;

/** Sizes, spans of time and epochs as operators read them. */
public record Measures(ResourceBundle words, Duration blockDelay) {
  private static final List<String> UNITS =
      List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB");
  private static final BigDecimal STEP = BigDecimal.valueOf(1024);
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);
  private static final int MOST_PARTS = 2;

  /** A unit of time and its seconds. */
  private record Unit(String one, String many, long seconds) {
    static Unit of(String name, long seconds) {
      return new Unit("time." + name + ".one", "time." + name + ".many", seconds);
    }
  }

  private static final List<Unit> TIMES =
      List.of(
          Unit.of("year", 365L * 86_400),
          Unit.of("week", 7L * 86_400),
          Unit.of("day", 86_400),
          Unit.of("hour", 3600),
          Unit.of("minute", 60),
          Unit.of("second", 1));

  /** Four digits and a binary unit: {@code 125.8 GiB}. */
  public static String size(BigInteger bytes) {
    BigDecimal value = new BigDecimal(bytes);
    int unit = 0;
    while (value.abs().compareTo(STEP) >= 0 && unit < UNITS.size() - 1) {
      value = value.divide(STEP);
      unit++;
    }
    return plain(value.round(FOUR_DIGITS)) + " " + UNITS.get(unit);
  }

  public static String size(long bytes) {
    return size(BigInteger.valueOf(bytes));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** The two largest units of a span of time: {@code 3 weeks 2 days}. */
  public String span(Duration span) {
    long seconds = Math.abs(span.toSeconds());
    StringBuilder text = new StringBuilder();
    int parts = 0;
    for (Unit unit : TIMES) {
      long count = seconds / unit.seconds();
      if (count > 0 && parts < MOST_PARTS) {
        seconds -= count * unit.seconds();
        parts++;
        text.append(text.isEmpty() ? "" : " ").append(counted(unit, count));
      }
    }
    return text.isEmpty() ? counted(TIMES.getLast(), 0) : text.toString();
  }

  private String counted(Unit unit, long count) {
    return fill(count == 1 ? unit.one() : unit.many(), Long.toString(count));
  }

  /** How far an epoch is away: {@code in 3 weeks 2 days}. */
  public String away(long epoch, long now) {
    if (epoch == now) {
      return words.getString("time.now");
    }
    // A duration multiplies itself in decimals, which a long list would feel.
    long millis = Math.multiplyExact(blockDelay.toMillis(), Math.abs(epoch - now));
    Duration span = Duration.ofMillis(millis);
    return fill(epoch > now ? "time.in" : "time.ago", span(span));
  }

  /** How far a time is away. */
  public String away(Instant time, Instant now) {
    return fill(
        time.isBefore(now) ? "time.ago" : "time.in", span(Duration.between(time, now).abs()));
  }

  /** A formatter would take most of the time of a long list. */
  private String fill(String key, String value) {
    return words.getString(key).replace("%s", value);
  }

  /** An epoch, and how far it is away. */
  public String epoch(long epoch, long now) {
    return epoch + " (" + away(epoch, now) + ")";
  }
}
