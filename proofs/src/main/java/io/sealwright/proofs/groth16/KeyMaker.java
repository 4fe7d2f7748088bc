package io.sealwright.proofs.groth16;

import io.sealwright.proofs.circuit.Counter;
import io.sealwright.proofs.circuit.Weights;
import io.sealwright.proofs.circuit.Weights.Side;
import io.sealwright.proofs.curve.Adder;
import io.sealwright.proofs.curve.FixedBase;
import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.Normalizer;
import io.sealwright.proofs.curve.Point;
import io.sealwright.proofs.field.Domain;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.field.ScalarList;
import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.proofs.porep.Workforce;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the keys of a circuit from a setup's secrets, in the reference's file format (section 6.6).
 * With the same secrets the files are equal to the reference's.
 */
public final class KeyMaker {
  private static final int CHUNK = 1 << 10;

  /** What the multiples of two generators and the chunks in work take. */
  private static final long BESIDES = 64L << 20;

  private final Secrets secrets;
  private final int threads;
  private final Progress progress;
  private final FixedBase g1;
  private final FixedBase g2;

  /**
   * Makes a maker.
   *
   * @param progress hears how many points of each of the file's five lists are written
   */
  public KeyMaker(Secrets secrets, int threads, Progress progress) {
    this.secrets = secrets;
    this.threads = threads;
    this.progress = progress;
    this.g1 = new FixedBase(secrets.g1());
    this.g2 = new FixedBase(secrets.g2());
  }

  /**
   * Bytes of memory that making the keys of a circuit takes, about: three weights of each variable,
   * and the scalars of one list of points.
   */
  public static long memory(Circuit circuit) {
    Counter counter = new Counter();
    circuit.addTo(counter);
    long variables = (long) counter.inputs() + counter.auxiliary();
    long longest = Math.max(variables, Long.highestOneBit(2 * counter.rows() - 1));
    return (Weights.Side.values().length * variables + longest) * Fr.BYTES + BESIDES;
  }

  /** Writes the parameter file of a circuit, and returns its verifying key. */
  public VerifyingKey make(Circuit circuit, Path parameters)
      throws IOException, InterruptedException {
    Counter counter = new Counter();
    circuit.addTo(counter);
    Domain domain = Domain.forRows(counter.rows());
    Weights weights = new Weights(domain, secrets.tau());
    circuit.addTo(weights);
    weights.close();
    VerifyingKey key = key(weights);
    try (PartialFile file = PartialFile.of(parameters)) {
      byte[] head = key.toBytes();
      file.write(MemorySegment.ofArray(head), 0);
      Output output = new Output(file, head.length);
      output.list(Group.G1, powers(domain));
      output.list(Group.G1, joined(weights, weights.auxiliary(), secrets.delta()));
      output.list(Group.G1, dense(weights, Side.A));
      ScalarList b = dense(weights, Side.B);
      output.list(Group.G1, b);
      output.list(Group.G2, b);
      file.complete();
    }
    return key;
  }

  private VerifyingKey key(Weights weights) {
    Point g1 = secrets.g1();
    Point g2 = secrets.g2();
    List<Point> inputs = new ArrayList<>();
    for (int i = 0; i < weights.inputs(); i++) {
      Scalar scalar =
          combined(
                  weights.ofInputs(Side.A).get(i),
                  weights.ofInputs(Side.B).get(i),
                  weights.ofInputs(Side.C).get(i))
              .times(secrets.gamma().inverse());
      inputs.add(g1.times(scalar.toBigInteger()));
    }
    return new VerifyingKey(
        g1.times(secrets.alpha().toBigInteger()),
        g1.times(secrets.beta().toBigInteger()),
        g2.times(secrets.beta().toBigInteger()),
        g2.times(secrets.gamma().toBigInteger()),
        g1.times(secrets.delta().toBigInteger()),
        g2.times(secrets.delta().toBigInteger()),
        inputs);
  }

  /** β·A + α·B + C. */
  private Scalar combined(Scalar a, Scalar b, Scalar c) {
    return secrets.beta().times(a).plus(secrets.alpha().times(b)).plus(c);
  }

  /** τⁱ·z(τ)/δ, for all but one of the domain's powers. */
  private ScalarList powers(Domain domain) {
    Scalar power =
        secrets
            .tau()
            .power(BigInteger.valueOf(domain.size()))
            .minus(Scalar.ONE)
            .times(secrets.delta().inverse());
    ScalarList powers = new ScalarList();
    for (int i = 0; i < domain.size() - 1; i++) {
      powers.add(power);
      power = power.times(secrets.tau());
    }
    return powers;
  }

  private ScalarList joined(Weights weights, int count, Scalar divisor) {
    Scalar inverse = divisor.inverse();
    ScalarList joined = new ScalarList();
    for (int i = 0; i < count; i++) {
      joined.add(
          combined(
                  weights.ofAuxiliary(Side.A).get(i),
                  weights.ofAuxiliary(Side.B).get(i),
                  weights.ofAuxiliary(Side.C).get(i))
              .times(inverse));
    }
    return joined;
  }

  /** Of inputs, then of the others, those that are not zero. */
  private static ScalarList dense(Weights weights, Side side) {
    ScalarList dense = new ScalarList();
    for (ScalarList list : List.of(weights.ofInputs(side), weights.ofAuxiliary(side))) {
      for (int i = 0; i < list.size(); i++) {
        Scalar scalar = list.get(i);
        if (!scalar.isZero()) {
          dense.add(scalar);
        }
      }
    }
    return dense;
  }

  private final class Output {
    private final PartialFile file;
    private long position;
    private int list;

    Output(PartialFile file, long position) {
      this.file = file;
      this.position = position;
    }

    /** Writes how many multiples there are, then the multiples. */
    void list(Group group, ScalarList scalars) throws IOException, InterruptedException {
      byte[] count = ByteBuffer.allocate(Integer.BYTES).putInt(scalars.size()).array();
      file.write(MemorySegment.ofArray(count), position);
      long first = position + Integer.BYTES;
      int chunks = Math.ceilDiv(scalars.size(), CHUNK);
      int number = ++list;
      AtomicLong done = new AtomicLong();
      Workforce.share(
          threads,
          chunks,
          chunk -> {
            int written = points(group, scalars, (int) chunk * CHUNK, first);
            progress.on(
                new ProgressEvent(Phase.KEYS, number, done.addAndGet(written), scalars.size()));
          });
      position = first + (long) scalars.size() * group.uncompressedBytes();
    }

    private int points(Group group, ScalarList scalars, int from, long first) throws IOException {
      int count = Math.min(CHUNK, scalars.size() - from);
      Adder adder = new Adder(group);
      long[] sums = new long[count * adder.sumLimbs()];
      long[] scalar = new long[Fr.LIMBS];
      for (int i = 0; i < count; i++) {
        scalars.copyNumber(from + i, scalar, 0);
        (group == Group.G1 ? g1 : g2).multiply(adder, sums, i * adder.sumLimbs(), scalar);
      }
      long[] points = Normalizer.affine(group, sums, count);
      byte[] bytes = new byte[count * group.uncompressedBytes()];
      for (int i = 0; i < count; i++) {
        group.write(points, i * 2 * group.limbs(), bytes, i * group.uncompressedBytes());
      }
      file.write(MemorySegment.ofArray(bytes), first + (long) from * group.uncompressedBytes());
      return count;
    }
  }
}
