package io.sealwright.proofs.groth16;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.Pairing;
import io.sealwright.proofs.curve.Pairing.Pair;
import io.sealwright.proofs.curve.Point;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Verifies proofs of one circuit, all at once: each is weighted with a random number, so that the
 * pairings with the key's points are taken once and faults cannot cancel each other (section 6.5).
 */
public final class Verifier {
  private static final int WEIGHT_BITS = 128;

  private final VerifyingKey key;
  private final RandomGenerator random;

  /**
   * @param random of the weights; who can foresee it can forge a batch
   */
  public Verifier(VerifyingKey key, RandomGenerator random) {
    this.key = key;
    this.random = random;
  }

  /** A proof, and what it claims. */
  public record Claim(Proof proof, List<BigInteger> inputs) {
    public Claim {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * Whether all claims hold. Inputs that are not as many as the key's, or not below the field's
   * modulus, make a claim that does not.
   */
  public boolean holds(List<Claim> claims) {
    if (claims.isEmpty() || !claims.stream().allMatch(this::isWellFormed)) {
      return false;
    }
    List<Pair> pairs = new ArrayList<>();
    BigInteger weights = BigInteger.ZERO;
    List<BigInteger> inputs = new ArrayList<>();
    key.inputs().forEach(_ -> inputs.add(BigInteger.ZERO));
    Point sumOfC = Point.infinity(Group.G1);
    for (Claim claim : claims) {
      BigInteger weight = claims.size() == 1 ? BigInteger.ONE : weight();
      weights = weights.add(weight);
      pairs.add(new Pair(claim.proof.a().times(weight), claim.proof.b()));
      sumOfC = sumOfC.plus(claim.proof.c().times(weight));
      for (int i = 0; i < claim.inputs.size(); i++) {
        inputs.set(i + 1, inputs.get(i + 1).add(weight.multiply(claim.inputs.get(i))));
      }
    }
    inputs.set(0, weights);
    pairs.add(new Pair(key.alphaG1().times(weights).negated(), key.betaG2()));
    pairs.add(new Pair(sum(inputs).negated(), key.gammaG2()));
    pairs.add(new Pair(sumOfC.negated(), key.deltaG2()));
    return Pairing.isOne(pairs);
  }

  private boolean isWellFormed(Claim claim) {
    return claim.inputs.size() == key.publicInputs()
        && claim.inputs.stream()
            .allMatch(input -> input.signum() >= 0 && input.compareTo(Group.ORDER) < 0);
  }

  private Point sum(List<BigInteger> scalars) {
    Point sum = Point.infinity(Group.G1);
    for (int i = 0; i < scalars.size(); i++) {
      sum = sum.plus(key.inputs().get(i).times(scalars.get(i).mod(Group.ORDER)));
    }
    return sum;
  }

  /** At least one of 128 bits is set. */
  private BigInteger weight() {
    BigInteger weight = BigInteger.ZERO;
    while (weight.signum() == 0) {
      byte[] bytes = new byte[WEIGHT_BITS / Byte.SIZE];
      random.nextBytes(bytes);
      weight = new BigInteger(1, bytes);
    }
    return weight;
  }
}
