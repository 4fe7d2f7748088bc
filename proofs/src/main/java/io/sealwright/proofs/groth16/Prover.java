package io.sealwright.proofs.groth16;

import io.sealwright.proofs.circuit.Witness;
import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.KernelMultiples;
import io.sealwright.proofs.curve.MultiScalar;
import io.sealwright.proofs.curve.Multiples;
import io.sealwright.proofs.curve.Point;
import io.sealwright.proofs.field.Domain;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.field.ScalarList;
import io.sealwright.proofs.groth16.ParameterFile.Query;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.Workforce;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.BitSet;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes proofs of one circuit with the key of a parameter file (section 6.5). */
public final class Prover {
  /** How often a long sum looks whether it is to end, and says how far it is. */
  private static final int POINTS_BETWEEN_LOOKS = 1 << 10;

  /** What a multiple in the first group weighs: a part of one of up to four cuts is whole. */
  private static final int WEIGHT_OF_G1 = 12;

  /** In the second group it costs three times as much. */
  private static final int WEIGHT_OF_G2 = 36;

  private final ParameterFile parameters;
  private final int threads;
  private final Kernels kernels;

  /** With the native kernels that the machine has. */
  public Prover(ParameterFile parameters, int threads) {
    this(parameters, threads, Kernels.found());
  }

  public Prover(ParameterFile parameters, int threads, Kernels kernels) {
    this.parameters = parameters;
    this.threads = threads;
    this.kernels = kernels;
  }

  /** What hides the witness. Zeros hide nothing, and make the proof depend on nothing else. */
  public record Blinding(Scalar r, Scalar s) {
    public static final Blinding NONE = new Blinding(Scalar.ZERO, Scalar.ZERO);

    /** Fresh; the generator must be a secure one outside tests. */
    public static Blinding draw(RandomGenerator random) {
      return new Blinding(Secrets.scalar(random), Secrets.scalar(random));
    }

    @Override
    public String toString() {
      return "the blinding of a proof";
    }
  }

  /** How much work a proof is: its multiples, weighed. */
  public static long work(ParameterFile parameters) {
    return Stream.of(
            parameters.h(), parameters.l(), parameters.a(), parameters.bG1(), parameters.bG2())
        .mapToLong(query -> (long) query.count() * weight(query))
        .sum();
  }

  private static int weight(Query query) {
    return query.group() == Group.G2 ? WEIGHT_OF_G2 : WEIGHT_OF_G1;
  }

  /** Proves a witness, and tells nobody how far it is. */
  public Proof prove(Witness witness, Blinding blinding) throws IOException, InterruptedException {
    return prove(witness, blinding, _ -> {});
  }

  /**
   * Proves a witness.
   *
   * @param done hears of each part of the {@link #work} when it is done, from any thread
   * @throws IOException if the parameters are of another circuit, or their file fails
   * @throws IllegalArgumentException if the witness does not satisfy its circuit
   */
  public Proof prove(Witness witness, Blinding blinding, LongConsumer done)
      throws IOException, InterruptedException {
    if (witness.firstUnsatisfied() >= 0) {
      throw new IllegalArgumentException(
          "constraint " + witness.firstUnsatisfied() + " does not hold");
    }
    witness.close();
    Domain domain = Domain.forRows(witness.rowsOfA().size(), kernels.transforms().kernel());
    requireFit(witness, domain);
    Point h = sum(parameters.h(), quotient(witness, domain), done);
    Point l =
        sum(parameters.l(), numbers(witness.auxiliaryValues(), all(witness.auxiliary())), done);
    BitSet inputs = all(witness.inputs());
    Point a = sum(parameters.a(), chosen(witness, inputs, witness.auxiliaryInA()), done);
    long[] inB = chosen(witness, witness.inputsInB(), witness.auxiliaryInB());
    Point b1 = sum(parameters.bG1(), inB, done);
    Point b2 = sum(parameters.bG2(), inB, done);
    return join(blinding, h.plus(l), a, b1, b2);
  }

  private Proof join(Blinding blinding, Point hl, Point a, Point b1, Point b2) {
    VerifyingKey key = parameters.key();
    BigInteger r = blinding.r.toBigInteger();
    BigInteger s = blinding.s.toBigInteger();
    BigInteger rs = blinding.r.times(blinding.s).toBigInteger();
    return new Proof(
        key.alphaG1().plus(a).plus(key.deltaG1().times(r)),
        key.betaG2().plus(b2).plus(key.deltaG2().times(s)),
        hl.plus(a.times(s))
            .plus(b1.times(r))
            .plus(key.alphaG1().times(s))
            .plus(key.betaG1().times(r))
            .plus(key.deltaG1().times(rs)));
  }

  private void requireFit(Witness witness, Domain domain) throws IOException {
    boolean fits =
        parameters.h().count() == domain.size() - 1
            && parameters.l().count() == witness.auxiliary()
            && parameters.key().inputs().size() == witness.inputs()
            && parameters.a().count() == witness.inputs() + witness.auxiliaryInA().cardinality()
            && parameters.bG1().count() == parameters.bG2().count()
            && parameters.bG1().count()
                == witness.inputsInB().cardinality() + witness.auxiliaryInB().cardinality();
    if (!fits) {
      throw new FileSystemException(
          parameters.h().file().toString(), null, "has the parameters of another circuit");
    }
  }

  /** The coefficients of (a·b − c)/z, as numbers. */
  private long[] quotient(Witness witness, Domain domain) throws IOException, InterruptedException {
    long[][] sides = {
      witness.rowsOfA().toArray(domain.size()),
      witness.rowsOfB().toArray(domain.size()),
      witness.rowsOfC().toArray(domain.size())
    };
    Workforce.share(
        threads,
        sides.length,
        side -> {
          domain.interpolate(sides[(int) side]);
          domain.evaluateOnCoset(sides[(int) side]);
        });
    long[] factor = new long[Fr.LIMBS];
    domain.vanishingOnCoset().inverse().copyTo(factor, 0);
    long[] h = sides[0];
    for (int i = 0; i < h.length; i += Fr.LIMBS) {
      Fr.multiply(h, i, h, i, sides[1], i);
      Fr.subtract(h, i, h, i, sides[2], i);
      Fr.multiply(h, i, h, i, factor, 0);
    }
    domain.interpolateOnCoset(h);
    ScalarList.toNumbers(h);
    return h;
  }

  private static BitSet all(int count) {
    BitSet all = new BitSet(count);
    all.set(0, count);
    return all;
  }

  /** The values of the chosen variables, as numbers. */
  private static long[] chosen(Witness witness, BitSet inputs, BitSet auxiliary) {
    long[] first = numbers(witness.inputValues(), inputs);
    long[] second = numbers(witness.auxiliaryValues(), auxiliary);
    long[] both = new long[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** The values of the chosen, as numbers of four limbs. */
  private static long[] numbers(ScalarList values, BitSet chosen) {
    long[] numbers = new long[chosen.cardinality() * Fr.LIMBS];
    int at = 0;
    for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
      values.copyNumber(i, numbers, at);
      at += Fr.LIMBS;
    }
    return numbers;
  }

  /** The sum of all points' multiples. Threads add up parts of their own. */
  private Point sum(Query query, long[] scalars, LongConsumer done)
      throws IOException, InterruptedException {
    int count = query.count();
    long large = large(scalars, count) / threads;
    int cuts = kernels.curve().kernel().isPresent() ? KernelMultiples.cuts(large) : 1;
    int shares = threads % cuts == 0 ? threads / cuts : threads;
    int share = Math.ceilDiv(count, shares);
    Point[] parts = new Point[shares * cuts];
    Workforce.share(
        threads,
        parts.length,
        part -> {
          int from = (int) Math.min(count, part / cuts * share);
          int to = Math.min(count, from + share);
          int cut = (int) part % cuts;
          try (Multiples multiples = begin(query.group(), to - from, large, cut)) {
            parts[(int) part] =
                sum(
                    query,
                    scalars,
                    from,
                    to,
                    multiples,
                    points -> done.accept(points * weight(query) / cuts));
          }
        });
    Point sum = Point.infinity(query.group());
    for (Point part : parts) {
      sum = sum.plus(part);
    }
    return sum;
  }

  private Multiples begin(Group group, int count, long large, int cut) {
    return kernels
        .curve()
        .kernel()
        .<Multiples>map(kernel -> new KernelMultiples(kernel, group, large, cut))
        .orElseGet(() -> new MultiScalar(group, count));
  }

  /** How many of the scalars are above 1. */
  private static long large(long[] scalars, int count) {
    long large = 0;
    for (int i = 0; i < count * Fr.LIMBS; i += Fr.LIMBS) {
      boolean small = (scalars[i] & ~1L | scalars[i + 1] | scalars[i + 2] | scalars[i + 3]) == 0;
      large += small ? 0 : 1;
    }
    return large;
  }

  private static Point sum(
      Query query, long[] scalars, int from, int to, Multiples multiples, LongConsumer done)
      throws IOException {
    for (int i = from; i < to; i += POINTS_BETWEEN_LOOKS) {
      if (Thread.currentThread().isInterrupted()) {
        throw new ClosedByInterruptException();
      }
      int end = Math.min(to, i + POINTS_BETWEEN_LOOKS);
      for (int point = i; point < end; point++) {
        if (!isZero(scalars, point * Fr.LIMBS)) {
          query.add(point, scalars, point * Fr.LIMBS, multiples);
        }
      }
      done.accept(end - i);
    }
    return multiples.sum();
  }

  private static boolean isZero(long[] scalars, int i) {
    return (scalars[i] | scalars[i + 1] | scalars[i + 2] | scalars[i + 3]) == 0;
  }
}
