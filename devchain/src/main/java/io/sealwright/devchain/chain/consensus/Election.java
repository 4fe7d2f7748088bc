package io.sealwright.devchain.chain.consensus;

import io.sealwright.protocol.chain.VrfProof;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many times over a miner wins an epoch: a Poisson variable of mean 5 × its share of power,
 * drawn by the digest of its proof. Numbers are fixed-point with 256 bits after the point, and the
 * exponential is the network's rational approximation, so that all agree to the last bit.
 */
public final class Election {
  /** Wins the network expects an epoch. */
  public static final long EXPECTED = 5;

  private static final long MOST = 3 * EXPECTED;
  private static final int PRECISION = 256;
  private static final BigInteger ONE = BigInteger.ONE.shiftLeft(PRECISION);

  /** Coefficients of e^-x, from the highest power down, in units of 2^-128. */
  private static final List<BigInteger> NUMERATOR =
      coefficients(
          "-648770010757830093818553637600",
          "67469480939593786226847644286976",
          "-3197587544499098424029388939001856",
          "89244641121992890118377641805348864",
          "-1579656163641440567800982336819953664",
          "17685496037279256458459817590917169152",
          "-115682590513835356866803355398940131328",
          "340282366920938463463374607431768211456");

  private static final List<BigInteger> DENOMINATOR =
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

  private Election() {}

  /** The wins of a proof; a network without power is won by nobody. */
  public static long wins(VrfProof proof, BigInteger power, BigInteger networkPower) {
    if (networkPower.signum() <= 0) {
      return 0;
    }
    BigInteger mean =
        power.multiply(BigInteger.valueOf(EXPECTED)).shiftLeft(PRECISION).divide(networkPower);
    BigInteger drawn = new BigInteger(1, proof.digest().toBytes());
    BigInteger probability = exponentialOfNegative(mean);
    BigInteger above = ONE.subtract(probability);
    long wins = 0;
    while (drawn.compareTo(above) < 0 && wins < MOST) {
      wins++;
      probability =
          probability.divide(BigInteger.valueOf(wins)).multiply(mean).shiftRight(PRECISION);
      above = above.subtract(probability);
    }
    return wins;
  }

  static BigInteger exponentialOfNegative(BigInteger x) {
    return polynomial(NUMERATOR, x).shiftLeft(PRECISION).divide(polynomial(DENOMINATOR, x));
  }

  private static BigInteger polynomial(List<BigInteger> coefficients, BigInteger x) {
    BigInteger value = coefficients.getFirst();
    for (BigInteger coefficient : coefficients.subList(1, coefficients.size())) {
      value = value.multiply(x).shiftRight(PRECISION).add(coefficient);
    }
    return value;
  }

  private static List<BigInteger> coefficients(String... decimals) {
    return Stream.of(decimals).map(BigInteger::new).map(c -> c.shiftLeft(PRECISION / 2)).toList();
  }
}
