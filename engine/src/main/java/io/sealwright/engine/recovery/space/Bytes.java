package io.sealwright.engine.recovery.space;

import java.util.List;
import java.util.Locale;

/** Byte counts in words: {@code 17.4 MiB}. */
public final class Bytes {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

  private Bytes() {}

  public static String words(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.size() - 1) {
      value /= 1024;
      unit++;
    }
    String digits = unit == 0 ? "%.0f" : "%.1f";
    return String.format(Locale.ROOT, digits, value) + " " + UNITS.get(unit);
  }
}
