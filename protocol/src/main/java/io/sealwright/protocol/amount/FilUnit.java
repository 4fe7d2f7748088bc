package io.sealwright.protocol.amount;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The units of an amount, each a thousand times the one before it. */
public enum FilUnit {
  ATTO(0, "aFIL", "attoFIL"),
  FEMTO(3, "fFIL", "femtoFIL"),
  PICO(6, "pFIL", "picoFIL"),
  NANO(9, "nFIL", "nanoFIL"),
  /** Written with the Greek letter U+03BC, as Lotus does; the micro sign and "u" are read too. */
  MICRO(12, "\u03bcFIL", "\u00b5FIL", "uFIL", "microFIL"),
  MILLI(15, "mFIL", "milliFIL"),
  FIL(18, "FIL");

  private final int zeros;
  private final List<String> names;

  FilUnit(int zeros, String... names) {
    this.zeros = zeros;
    this.names = List.of(names);
  }

  /** Decimal places between this unit and the attoFIL. */
  int zeros() {
    return zeros;
  }

  public BigInteger atto() {
    return BigInteger.TEN.pow(zeros);
  }

  /** The unit of a name, in any case of letters. */
  static Optional<FilUnit> named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(u -> u.names.stream().anyMatch(n -> n.toLowerCase(Locale.ROOT).equals(wanted)))
        .findFirst();
  }

  /** As Lotus prints it. */
  @Override
  public String toString() {
    return names.getFirst();
  }
}
