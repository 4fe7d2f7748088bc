package io.sealwright.protocol.network;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * The natural logarithm of a fixed-point number with 128 bits after the point.
 *
 * <p>A power of two is taken out, and the rest, from one to two, goes through a quotient of two
 * polynomials. Its coefficients are part of the network's rules: another approximation would give
 * other fees. Source: the built-in actors.
 */
final class Logarithm {
  static final int FRACTION_BITS = 128;

  private static final BigInteger OF_TWO =
      new BigInteger("235865763225513294137944142764154484399");

  /** Highest power first. */
  private static final List<BigInteger> NUMERATOR =
      coefficients(
          "261417938209272870992496419296200268025",
          "7266615505142943436908456158054846846897",
          "32458783941900493142649393804518050491988",
          "17078670566130897220338060387082146864806",
          "-35150353308172866634071793531642638290419",
          "-20351202052858059355702509232125230498980",
          "-1563932590352680681114104005183375350999");

  private static final List<BigInteger> DENOMINATOR =
      coefficients(
          "49928077726659937662124949977867279384",
          "2508163877009111928787629628566491583994",
          "21757751789594546643737445330202599887121",
          "53400635271583923415775576342898617051826",
          "41248834748603606604000911015235164348839",
          "9015227820322455780436733526367238305537",
          "340282366920938463463374607431768211456");

  private Logarithm() {}

  static BigInteger of(BigInteger value) {
    int power = value.bitLength() - 1 - FRACTION_BITS;
    BigInteger rest = value.shiftRight(power);
    BigInteger numerator = polynomial(NUMERATOR, rest).shiftLeft(FRACTION_BITS);
    BigInteger ofRest = Whole.divide(numerator, polynomial(DENOMINATOR, rest));
    return OF_TWO.multiply(Whole.of(power)).add(ofRest);
  }

  private static BigInteger polynomial(List<BigInteger> coefficients, BigInteger x) {
    return coefficients.stream()
        .reduce(
            BigInteger.ZERO,
            (sum, coefficient) -> sum.multiply(x).shiftRight(FRACTION_BITS).add(coefficient));
  }

  private static List<BigInteger> coefficients(String... decimals) {
    return Stream.of(decimals).map(BigInteger::new).toList();
  }
}
