package io.sealwright.app.config.table;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and numbers of bytes as operators write them. */
final class Amounts {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(KiB|MiB|GiB|TiB)?");
  private static final String[] UNITS = {"", "KiB", "MiB", "GiB", "TiB"};
  private static final int UNIT_BITS = 10;

  private Amounts() {}

  /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 30d}. */
  static Duration time(String text) {
    Matcher form = matched(TIME, text);
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** In the largest unit that tells it whole. */
  static String written(Duration time) {
    if (time.toMillis() % 1000 != 0) {
      return time.toMillis() + "ms";
    }
    long seconds = time.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** {@code 100MiB}, or bytes. */
  static long size(String text) {
    Matcher form = matched(SIZE, text);
    int unit = 0;
    while (form.group(2) != null && !UNITS[unit].equals(form.group(2))) {
      unit++;
    }
    try {
      return Math.multiplyExact(Long.parseLong(form.group(1)), 1L << (unit * UNIT_BITS));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** In the largest unit that tells it whole. */
  static String written(long bytes) {
    int unit = 0;
    long count = bytes;
    while (count != 0 && count % (1L << UNIT_BITS) == 0 && unit < UNITS.length - 1) {
      count >>= UNIT_BITS;
      unit++;
    }
    return count + UNITS[unit];
  }

  private static Matcher matched(Pattern pattern, String text) {
    Matcher form = pattern.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(text);
    }
    return form;
  }
}
