package io.sealwright.protocol.amount;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of money in attoFIL, exact and of either sign: a debt is negative. */
public record TokenAmount(BigInteger atto) implements Comparable<TokenAmount> {
  public static final TokenAmount ZERO = new TokenAmount(BigInteger.ZERO);

  /** Characters of a number an operator may type. */
  public static final int MAX_CHARACTERS = 50;

  /** Decimal digits of a number in attoFIL: what 127 bytes can hold. */
  public static final int MAX_DIGITS = 306;

  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,305})");
  private static final Pattern TYPED =
      Pattern.compile("(-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))\\s*(\\p{L}*)");
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final int SHORT_DIGITS = 3;

  public static TokenAmount ofAtto(long atto) {
    return new TokenAmount(BigInteger.valueOf(atto));
  }

  public static TokenAmount of(long count, FilUnit unit) {
    return new TokenAmount(BigInteger.valueOf(count).multiply(unit.atto()));
  }

  /** Reads a whole number of attoFIL as JSON carries it; else an IllegalArgumentException. */
  public static TokenAmount ofDecimal(String text) {
    if (!DECIMAL.matcher(text).matches() || text.equals("-0")) {
      throw new IllegalArgumentException("\"" + text + "\" is not a number of attoFIL");
    }
    return new TokenAmount(new BigInteger(text));
  }

  /**
   * Reads what an operator types: {@code 1.5}, {@code 1.5 FIL}, {@code 20nFIL}, {@code 7 attoFIL}.
   * Without a unit FIL are meant. An unknown unit, more than 50 characters, or a fraction of an
   * attoFIL is an IllegalArgumentException.
   */
  public static TokenAmount parse(String text) {
    Matcher typed = TYPED.matcher(text.strip());
    if (!typed.matches() || typed.group(1).length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException("\"" + text + "\" is not an amount such as 1.5 FIL");
    }
    String name = typed.group(2);
    FilUnit unit =
        name.isEmpty()
            ? FilUnit.FIL
            : FilUnit.named(name)
                .orElseThrow(
                    () -> new IllegalArgumentException("\"" + name + "\" is not a unit of FIL"));
    try {
      return new TokenAmount(
          new BigDecimal(typed.group(1)).scaleByPowerOfTen(unit.zeros()).toBigIntegerExact());
    } catch (ArithmeticException _) {
      throw new IllegalArgumentException("\"" + text + "\" has a fraction of an attoFIL");
    }
  }

  public TokenAmount plus(TokenAmount other) {
    return new TokenAmount(atto.add(other.atto));
  }

  public TokenAmount minus(TokenAmount other) {
    return new TokenAmount(atto.subtract(other.atto));
  }

  public TokenAmount times(long factor) {
    return new TokenAmount(atto.multiply(BigInteger.valueOf(factor)));
  }

  public TokenAmount max(TokenAmount other) {
    return new TokenAmount(atto.max(other.atto));
  }

  public TokenAmount min(TokenAmount other) {
    return new TokenAmount(atto.min(other.atto));
  }

  /** −1, 0 or 1. */
  public int sign() {
    return atto.signum();
  }

  public boolean isZero() {
    return atto.signum() == 0;
  }

  /** The attoFIL in decimal digits, as JSON carries them. */
  public String decimal() {
    return atto.toString();
  }

  /** Every digit, in one unit: {@code 0.000000896581921327 FIL}. */
  public String in(FilUnit unit) {
    BigDecimal exact = new BigDecimal(atto).scaleByPowerOfTen(-unit.zeros());
    return plain(exact) + " " + unit;
  }

  /**
   * Three decimals in the largest unit of which there is at least one, {@code 896.582 nFIL}; zero
   * is {@code 0}. As Lotus prints amounts where space is short; not to be read back.
   */
  public String brief() {
    if (isZero()) {
      return "0";
    }
    FilUnit unit = FilUnit.FIL;
    for (FilUnit candidate : FilUnit.values()) {
      if (atto.abs().compareTo(candidate.atto().multiply(THOUSAND)) < 0) {
        unit = candidate;
        break;
      }
    }
    BigDecimal scaled = new BigDecimal(atto).scaleByPowerOfTen(-unit.zeros());
    return plain(scaled.setScale(SHORT_DIGITS, RoundingMode.HALF_UP)) + " " + unit;
  }

  @Override
  public int compareTo(TokenAmount other) {
    return atto.compareTo(other.atto);
  }

  /** Every digit, in FIL. */
  @Override
  public String toString() {
    return in(FilUnit.FIL);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
