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
import java.util.stream.Stream;

/**
 * CPU time of the hot loops on one thread, in Java, in C and, where it has them, in the reference,
 * in turn: the smallest of several rounds, and the ratio round by round. Usage: {@code KernelRun
 * FOLDER [REFERENCE_BINARY]}.
 */
public final class KernelRun {
  private static final int ROUNDS = 5;
  private static final int HASHES = 1 << 16;
  private static final int LABELS = 1 << 18;
  private static final int POINTS = 1 << 18;
  private static final double NANOS_A_MICRO = 1e3;
  private static final double MICROS = 1e6;

  /** The reference needs some fifteen times as long for a hash. */
  private static final int REFERENCE_HASHES = 1 << 14;

  /** Runs of the reference in each round, of which the first half warms up. */
  private static final String REPEAT = "2";

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Path folder;
  private final Optional<String> reference;

  private KernelRun(Path folder, Optional<String> reference) {
    this.folder = folder;
    this.reference = reference;
  }

  /** Something to measure: microseconds of CPU a unit of work. */
  private record Work(String name, Measured measured) {}

  private interface Measured {
    double micros() throws IOException, InterruptedException;
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  /** Work of this process, with what its compiler and collector do meanwhile. */
  private Work work(String name, int units, Step step) {
    return new Work(
        name,
        () -> {
          long before = process.getProcessCpuTime();
          step.run();
          return (process.getProcessCpuTime() - before) / NANOS_A_MICRO / units;
        });
  }

  /** A command of the reference, if it is there. */
  private Optional<Work> reference(int units, String... command) {
    return reference.map(binary -> {
      List<String> words = new ArrayList<>(List.of(binary));
      words.addAll(List.of(command));
      words.addAll(List.of("--repeat", REPEAT, "--work", folder.resolve("peer").toString()));
      return new Work("reference", () -> Taken.by(words, folder, 1).cpuSeconds() * MICROS / units);
    });
  }

  public static void main(String... args) throws IOException, InterruptedException {
    Kernels kernels = Kernels.found();
    System.out.printf(
        "labels %s%nPoseidon %s%ncurve %s%ntransforms %s%n",
        kernels.labels(), kernels.poseidon(), kernels.curve(), kernels.transforms());
    Optional<String> reference = Arrays.stream(args).skip(1).findFirst();
    KernelRun run = new KernelRun(Files.createDirectories(Path.of(args[0])), reference);
    for (int arity : new int[] {2, 8, 11}) {
      run.poseidon(kernels, arity);
    }
    run.multiples(kernels);
    run.transforms(kernels);
    run.labels(kernels.labels().kernel());
  }

  private void poseidon(Kernels kernels, int arity) throws IOException, InterruptedException {
    List<Work> works = new ArrayList<>(List.of(poseidon("java", Poseidon.ofArity(arity))));
    kernels
        .poseidon()
        .kernel()
        .ifPresent(_ -> works.add(poseidon("native", kernels.poseidon(arity))));
    compare(
        "Poseidon of " + arity,
        works,
        reference(
            REFERENCE_HASHES, "poseidon", "--arity", "" + arity, "--count", "" + REFERENCE_HASHES));
  }

  private Work poseidon(String name, Poseidon hash) {
    byte[] children = new byte[HASHES * hash.arity() * Fr.BYTES];
    new SplittableRandom(hash.arity()).nextBytes(children);
    for (int last = Fr.BYTES - 1; last < children.length; last += Fr.BYTES) {
      children[last] &= 0x3f; // Below 2²⁵⁴, so below the modulus.
    }
    MemorySegment nodes = MemorySegment.ofArray(children);
    MemorySegment parents = MemorySegment.ofArray(new byte[HASHES * Fr.BYTES]);
    return work(name, HASHES, () -> hash.hashRows(nodes, 0, parents, 0, HASHES));
  }

  private void multiples(Kernels kernels) throws IOException, InterruptedException {
    for (Group group : Group.values()) {
      for (boolean ones : new boolean[] {false, true}) {
        byte[] points = points(group);
        long[] scalars = scalars(ones);
        Work java =
            work("java", POINTS, () -> add(new MultiScalar(group, POINTS), group, points, scalars));
        Optional<Work> inC =
            kernels
                .curve()
                .kernel()
                .map(kernel ->
                    work(
                        "native",
                        POINTS,
                        () -> cuts(kernel, group, points, scalars, ones ? 0 : POINTS)));
        compare(
            group + " times " + (ones ? "1" : "a scalar"),
            Stream.concat(Stream.of(java), inC.stream()).toList(),
            Optional.empty());
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
    Work java = work("java", POINTS, () -> inJava.evaluateOnCoset(elements));
    Domain inC = Domain.forRows(POINTS, kernels.transforms().kernel());
    Work other = work("native", POINTS, () -> inC.evaluateOnCoset(elements));
    boolean isNative = kernels.transforms().kernel().isPresent();
    compare(
        "element of a transform",
        isNative ? List.of(java, other) : List.of(java),
        Optional.empty());
  }

  private void labels(Optional<LabelKernel> kernel) throws IOException, InterruptedException {
    StackedGraph graph = new StackedGraph(LABELS, Bytes32.repeat(99), ApiVersion.V1_1_0);
    try (ParentCache parents =
            ParentCache.open(ParentCache.folder(System.getenv()), graph, 1, _ -> {});
        FileChannel a = create(folder.resolve("label-a"));
        FileChannel b = create(folder.resolve("label-b"))) {
      Layer first = new Layer.First(Bytes32.repeat(9), parents);
      MemorySegment before = Arena.ofAuto().allocate((long) LABELS * Fr.BYTES);
      Layer later = new Layer.Later(Bytes32.repeat(9), parents, 2, before);
      for (Layer layer : List.of(first, later)) {
        List<Work> works = new ArrayList<>();
        works.add(work("java", LABELS, () -> LayerWriter.write(Kernels.JAVA, layer, a, _ -> {})));
        kernel.ifPresent(chains -> {
          SideBySide.Target one = new SideBySide.Target(layer, a, _ -> {});
          SideBySide.Target two = new SideBySide.Target(layer, b, _ -> {});
          works.add(work("one chain", LABELS, () -> SideBySide.write(chains, List.of(one))));
          works.add(
              work("two chains", 2 * LABELS, () -> SideBySide.write(chains, List.of(one, two))));
        });
        compare(
            layer.number() == 1 ? "label of layer 1" : "label of a later layer",
            works,
            reference(LABELS, "label", "--size", "8MiB", "--layer", "" + layer.number()));
      }
    }
  }

  /** The first of ours is Java's; each other is compared with it, and all with the reference. */
  private static void compare(String what, List<Work> ours, Optional<Work> reference)
      throws IOException, InterruptedException {
    List<Work> works = Stream.concat(ours.stream(), reference.stream()).toList();
    double[][] micros = measured(works);
    for (int i = 0; i < works.size(); i++) {
      int own = i;
      double smallest = Arrays.stream(micros).mapToDouble(round -> round[own]).min().orElseThrow();
      System.out.printf("%s: %s %.2f µs%n", what, works.get(i).name, smallest);
      if (i > 0 && i < ours.size()) {
        ratios(works, micros, i, 0);
      }
      if (reference.isPresent() && i < ours.size()) {
        ratios(works, micros, i, ours.size());
      }
    }
  }

  /** By rounds, in each of which all works are neighbours; before them is one to warm up. */
  private static double[][] measured(List<Work> works) throws IOException, InterruptedException {
    double[][] micros = new double[ROUNDS][works.size()];
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < works.size(); i++) {
        double taken = works.get(i).measured.micros();
        if (round >= 0) {
          micros[round][i] = taken;
        }
      }
    }
    return micros;
  }

  private static void ratios(List<Work> works, double[][] micros, int own, int other) {
    List<String> ratios =
        Arrays.stream(micros).map(round -> "%.2f".formatted(round[own] / round[other])).toList();
    System.out.printf("  of %s's %s%n", works.get(other).name, ratios);
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
