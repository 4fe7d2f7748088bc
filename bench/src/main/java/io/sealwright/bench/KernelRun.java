package io.sealwright.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sealwright.proofs.curve.Adder;
import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.KernelMultiples;
import io.sealwright.proofs.curve.MultiScalar;
import io.sealwright.proofs.curve.Multiples;
import io.sealwright.proofs.curve.Normalizer;
import io.sealwright.proofs.curve.Point;
import io.sealwright.proofs.field.Domain;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.graph.ApiVersion;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.proofs.kernel.CurveKernel;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.kernel.LabelKernel;
import io.sealwright.proofs.label.Layer;
import io.sealwright.proofs.label.LayerWriter;
import io.sealwright.proofs.label.SideBySide;
import io.sealwright.proofs.poseidon.Poseidon;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * CPU time of the hot loops in Java and in C, in turn, on one thread: the smallest of several
 * rounds, and the ratio round by round. Usage: {@code KernelRun FOLDER}.
 */
public final class KernelRun {
  private static final int ROUNDS = 5;
  private static final int HASHES = 1 << 16;
  private static final int LABELS = 1 << 18;
  private static final int POINTS = 1 << 18;
  private static final double NANOS_A_MICRO = 1e3;

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Something to measure that does so many units of work. */
  private record Work(String name, int units, Step step) {}

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  public static void main(String... args) throws IOException, InterruptedException {
    Kernels kernels = Kernels.found();
    System.out.printf(
        "labels %s%nPoseidon %s%ncurve %s%ntransforms %s%n",
        kernels.labels(), kernels.poseidon(), kernels.curve(), kernels.transforms());
    KernelRun run = new KernelRun();
    for (int arity : new int[] {2, 8, 11}) {
      Work java = poseidon("java", Poseidon.ofArity(arity));
      Optional<Work> inC =
          kernels.poseidon().kernel().map(_ -> poseidon("native", kernels.poseidon(arity)));
      run.compare("Poseidon of " + arity, java, inC.stream().toList());
    }
    run.multiples(kernels);
    run.transforms(kernels);
    run.labels(kernels.labels().kernel(), Files.createDirectories(Path.of(args[0])));
  }

  private static Work poseidon(String name, Poseidon hash) {
    byte[] children = new byte[HASHES * hash.arity() * Fr.BYTES];
    new SplittableRandom(hash.arity()).nextBytes(children);
    for (int last = Fr.BYTES - 1; last < children.length; last += Fr.BYTES) {
      children[last] &= 0x3f; // Below 2²⁵⁴, so below the modulus.
    }
    MemorySegment nodes = MemorySegment.ofArray(children);
    MemorySegment parents = MemorySegment.ofArray(new byte[HASHES * Fr.BYTES]);
    return new Work(name, HASHES, () -> hash.hashRows(nodes, 0, parents, 0, HASHES));
  }

  private void multiples(Kernels kernels) throws IOException, InterruptedException {
    for (Group group : Group.values()) {
      for (boolean ones : new boolean[] {false, true}) {
        byte[] points = points(group);
        long[] scalars = scalars(ones);
        Work java =
            new Work(
                "java", POINTS, () -> add(new MultiScalar(group, POINTS), group, points, scalars));
        Optional<Work> inC =
            kernels
                .curve()
                .kernel()
                .map(kernel ->
                    new Work(
                        "native",
                        POINTS,
                        () -> cuts(kernel, group, points, scalars, ones ? 0 : POINTS)));
        compare(group + " times " + (ones ? "1" : "a scalar"), java, inC.stream().toList());
      }
    }
  }

  /** Different multiples of the generator, each from the one before. */
  private static byte[] points(Group group) {
    Adder adder = new Adder(group);
    long[] generator = new long[2 * group.limbs()];
    group.read(MemorySegment.ofArray(Point.generator(group).uncompressed()), 0, generator, 0);
    long[] sums = new long[POINTS * adder.sumLimbs()];
    for (int i = 0; i < POINTS; i++) {
      int at = i * adder.sumLimbs();
      if (i > 0) {
        System.arraycopy(sums, at - adder.sumLimbs(), sums, at, adder.sumLimbs());
      }
      adder.add(sums, at, generator, 0, false);
    }
    long[] affine = Normalizer.affine(group, sums, POINTS);
    byte[] bytes = new byte[POINTS * group.uncompressedBytes()];
    for (int i = 0; i < POINTS; i++) {
      group.write(affine, i * generator.length, bytes, i * group.uncompressedBytes());
    }
    return bytes;
  }

  private static long[] scalars(boolean ones) {
    SplittableRandom random = new SplittableRandom(1);
    long[] scalars = new long[POINTS * Fr.LIMBS];
    for (int i = 0; i < scalars.length; i++) {
      boolean lowest = i % Fr.LIMBS == 0;
      boolean highest = i % Fr.LIMBS == Fr.LIMBS - 1;
      scalars[i] = ones ? lowest ? 1 : 0 : random.nextLong() >>> (highest ? 2 : 0);
    }
    return scalars;
  }

  /**
   * @param large how many of the scalars are above 1
   */
  private static void cuts(
      CurveKernel kernel, Group group, byte[] points, long[] scalars, int large) {
    for (int cut = 0; cut < KernelMultiples.cuts(large); cut++) {
      add(new KernelMultiples(kernel, group, large, cut), group, points, scalars);
    }
  }

  private static void add(Multiples multiples, Group group, byte[] points, long[] scalars) {
    MemorySegment file = MemorySegment.ofArray(points);
    try (multiples) {
      for (int i = 0; i < POINTS; i++) {
        multiples.add(file, (long) i * group.uncompressedBytes(), scalars, i * Fr.LIMBS);
      }
      multiples.sum();
    }
  }

  private void transforms(Kernels kernels) throws IOException, InterruptedException {
    long[] elements = scalars(false);
    Domain inJava = Domain.forRows(POINTS);
    Work java = new Work("java", POINTS, () -> inJava.evaluateOnCoset(elements));
    Domain inC = Domain.forRows(POINTS, kernels.transforms().kernel());
    Work other = new Work("native", POINTS, () -> inC.evaluateOnCoset(elements));
    boolean isNative = kernels.transforms().kernel().isPresent();
    compare("element of a transform", java, isNative ? List.of(other) : List.of());
  }

  private void labels(Optional<LabelKernel> kernel, Path folder)
      throws IOException, InterruptedException {
    StackedGraph graph = new StackedGraph(LABELS, Bytes32.repeat(99), ApiVersion.V1_1_0);
    try (ParentCache parents =
            ParentCache.open(ParentCache.folder(System.getenv()), graph, 1, _ -> {});
        FileChannel a = create(folder.resolve("label-a"));
        FileChannel b = create(folder.resolve("label-b"))) {
      Layer first = new Layer.First(Bytes32.repeat(9), parents);
      MemorySegment before = Arena.ofAuto().allocate((long) LABELS * Fr.BYTES);
      Layer later = new Layer.Later(Bytes32.repeat(9), parents, 2, before);
      for (Layer layer : List.of(first, later)) {
        Work java =
            new Work("java", LABELS, () -> LayerWriter.write(Kernels.JAVA, layer, a, _ -> {}));
        List<Work> inC = new ArrayList<>();
        kernel.ifPresent(chains -> {
          SideBySide.Target one = new SideBySide.Target(layer, a, _ -> {});
          SideBySide.Target two = new SideBySide.Target(layer, b, _ -> {});
          inC.add(new Work("one chain", LABELS, () -> SideBySide.write(chains, List.of(one))));
          inC.add(
              new Work(
                  "two chains", 2 * LABELS, () -> SideBySide.write(chains, List.of(one, two))));
        });
        String what = layer instanceof Layer.First ? "label of layer 1" : "label of a later layer";
        compare(what, java, inC);
      }
    }
  }

  private void compare(String what, Work java, List<Work> others)
      throws IOException, InterruptedException {
    double[] smallest = new double[others.size() + 1];
    Arrays.fill(smallest, Double.MAX_VALUE);
    List<List<String>> ratios = new ArrayList<>();
    others.forEach(_ -> ratios.add(new ArrayList<>()));
    for (int round = -1; round < ROUNDS; round++) {
      double ofJava = micros(java);
      for (int i = 0; i < others.size(); i++) {
        double micros = micros(others.get(i));
        if (round >= 0) {
          smallest[i + 1] = Math.min(smallest[i + 1], micros);
          ratios.get(i).add("%.2f".formatted(micros / ofJava));
        }
      }
      smallest[0] = round >= 0 ? Math.min(smallest[0], ofJava) : smallest[0];
    }
    System.out.printf("%s: %s %.2f µs%n", what, java.name, smallest[0]);
    for (int i = 0; i < others.size(); i++) {
      System.out.printf(
          "%s: %s %.2f µs, of java's %s%n",
          what, others.get(i).name, smallest[i + 1], ratios.get(i));
    }
  }

  /** CPU time of the whole process a unit, in microseconds. */
  private double micros(Work work) throws IOException, InterruptedException {
    long before = process.getProcessCpuTime();
    work.step.run();
    return (process.getProcessCpuTime() - before) / NANOS_A_MICRO / work.units;
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }
}
