package io.sealwright.devchain.actor;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** Arithmetic with 128 bits after the point; every division rounds down. */
final class FixedPoint {
  static final int FRACTION_BITS = 128;
  static final BigInteger ONE = BigInteger.ONE.shiftLeft(FRACTION_BITS);

  /** Coefficients of the exponential, highest power first: part of the network's rules. */
  private static final List<BigInteger> EXP_NUMERATOR =
      coefficients(
          "-648770010757830093818553637600",
          "67469480939593786226847644286976",
          "-3197587544499098424029388939001856",
          "89244641121992890118377641805348864",
          "-1579656163641440567800982336819953664",
          "17685496037279256458459817590917169152",
          "-115682590513835356866803355398940131328",
          "340282366920938463463374607431768211456");

  private static final List<BigInteger> EXP_DENOMINATOR =
      coefficients(
          "1225524182432722209606361",
          "114095592300906098243859450",
          "5665570424063336070530214243",
          "194450132448609991765137938448",
          "5068267641632683791026134915072",
          "104716890604972796896895427629056",
          "1748338658439454459487681798864896",
          "23704654329841312470660182937960448",
          "259380097567996910282699886670381056",
          "2250336698853390384720606936038375424",
          "14978272436876548034486263159246028800",
          "72144088983913131323343765784380833792",
          "224599776407103106596571252037123047424",
          "340282366920938463463374607431768211456");

  private FixedPoint() {}

  static BigInteger of(long whole) {
    return BigInteger.valueOf(whole).shiftLeft(FRACTION_BITS);
  }

  static BigInteger times(BigInteger a, BigInteger b) {
    return a.multiply(b).shiftRight(FRACTION_BITS);
  }

  /** The quotient of two numbers of the same scale, rounded down. */
  static BigInteger floorDivide(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    boolean below = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
    return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** e to the power of −x, for x from 0 to 5, by a quotient of polynomials. */
  static BigInteger expOfMinus(BigInteger x) {
    return floorDivide(
        polynomial(EXP_NUMERATOR, x).shiftLeft(FRACTION_BITS), polynomial(EXP_DENOMINATOR, x));
  }

  private static BigInteger polynomial(List<BigInteger> coefficients, BigInteger x) {
    return coefficients.stream()
        .reduce(BigInteger.ZERO, (sum, coefficient) -> times(sum, x).add(coefficient));
  }

  private static List<BigInteger> coefficients(String... decimals) {
    return Stream.of(decimals).map(BigInteger::new).toList();
  }
}
