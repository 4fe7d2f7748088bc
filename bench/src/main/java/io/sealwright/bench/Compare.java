package io.sealwright.bench;

import io.sealwright.proofs.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs our phases and the reference's in turn, ours, theirs, ours, theirs, and prints the ratio of
 * CPU times pair by pair, and the memory of each: on a shared machine the ratios of neighbours hold
 * where seconds do not. Usage: {@code Compare REFERENCE_BINARY FOLDER
 * quick|full|commit|commit-SIZE|kernels|kernels-full [JVM_OPTION...]}.
 */
public final class Compare {
  /**
   * What is compared.
   *
   * @param repeat runs in one process; the mean of the second half counts, so that repeats are
   *     warm; a single run is a whole process, cold
   * @param threads 1 runs pinned to one core
   * @param sectors of phase 1: ours are labelled in pairs, the reference's in sequence
   * @param java without native kernels
   */
  private record Case(
      String phase, String size, int repeat, int threads, int pairs, int sectors, boolean java) {
    Case(String phase, String size, int repeat, int threads, int pairs) {
      this(phase, size, repeat, threads, pairs, 1, false);
    }

    /** This with each kernel. */
    Stream<Case> withBoth() {
      return Stream.of(this, new Case(phase, size, repeat, threads, pairs, sectors, true));
    }

    Case ofFour() {
      return new Case(phase, size, repeat, threads, pairs, 4, java);
    }

    /** Phases 1 and 2 with each kernel. */
    static Stream<Case> kernels(String size, int repeat, int pairs) {
      int all = Runtime.getRuntime().availableProcessors();
      Case p1 = new Case("p1", size, repeat, 1, pairs);
      return Stream.of(
              p1,
              p1.ofFour(),
              new Case("p2", size, repeat, 1, pairs),
              new Case("p2", size, repeat, all, pairs))
          .flatMap(Case::withBoth);
    }

    static Stream<Case> of(String extent) {
      int all = Runtime.getRuntime().availableProcessors();
      if (extent.startsWith("kernels")) {
        return extent.endsWith("full") ? kernels("512MiB", 1, 1) : kernels("8MiB", 6, 3);
      }
      if (extent.startsWith("commit")) {
        return Stream.of(
                new Case("c1", "2KiB", 2000, 1, 3),
                new Case("c1", "8MiB", 400, 1, 3),
                new Case("c1", "512MiB", 200, 1, 1),
                new Case("c2", "2KiB", 1, all, 2),
                new Case("c2", "2KiB", 1, all, 1, 1, true),
                new Case("c2", "8MiB", 1, all, 1),
                new Case("c2", "512MiB", 1, all, 1))
            .filter(work -> extent.equals("commit") || extent.equals("commit-" + work.size));
      }
      Stream<Case> quick =
          Stream.of(
              new Case("p1", "2KiB", 400, 1, 3),
              new Case("p2", "2KiB", 400, 1, 3),
              new Case("p1", "8MiB", 16, 1, 5),
              new Case("p2", "8MiB", 6, 1, 3),
              new Case("p2", "8MiB", 6, all, 3));
      return extent.equals("full")
          ? Stream.concat(
              quick,
              Stream.of(new Case("p1", "512MiB", 1, 1, 2), new Case("p2", "512MiB", 1, all, 1)))
          : quick;
    }

    @Override
    public String toString() {
      return "%s %s, %d sector%s, %d thread%s, %s%s"
          .formatted(
              phase,
              size,
              sectors,
              sectors == 1 ? "" : "s",
              threads,
              threads == 1 ? "" : "s",
              repeat > 1 ? "warm" : "cold",
              java ? ", without kernels" : "");
    }
  }

  private final Path reference;
  private final Path folder;
  private final List<String> jvmOptions;

  private Compare(Path reference, Path folder, List<String> jvmOptions) {
    this.reference = reference;
    this.folder = folder;
    this.jvmOptions = jvmOptions;
  }

  public static void main(String... args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    List<String> options = List.of(args).subList(3, args.length);
    Compare compare = new Compare(Path.of(args[0]), folder, options);
    System.out.println("kernels where not said otherwise: " + Kernels.found());
    for (Case work : Case.of(args[2]).toList()) {
      compare.run(work);
    }
  }

  private void run(Case work) throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < work.pairs; pair++) {
      Taken ours = Taken.by(ours(work), folder, work.threads);
      Taken theirs = Taken.by(theirs(work), folder, work.threads);
      double reference = work.sectors * theirs.cpuSeconds();
      ratios.add(ours.cpuSeconds() / reference);
      System.out.printf(
          "%s: ours %.3f s, reference %.3f s of CPU; memory at most %d and %d MiB%n",
          work, ours.cpuSeconds(), reference, ours.peakMebibytes(), theirs.peakMebibytes());
    }
    System.out.printf("%s: ratio %.2f %s%n", work, median(ratios), rounded(ratios));
  }

  private List<String> ours(Case work) {
    List<String> command = pinned(work);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PhaseRun.class.getName());
    command.addAll(List.of(work.phase, work.size, "" + work.repeat, "" + work.threads));
    command.add(folder.resolve("ours-" + work.size).toString());
    if (work.java) {
      command.add("java");
    }
    if (work.sectors == 4) {
      command.add("four");
    }
    return command;
  }

  private List<String> theirs(Case work) {
    List<String> command = pinned(work);
    command.addAll(List.of(reference.toString(), "bench", "--size", work.size));
    command.addAll(List.of("--phase", work.phase, "--repeat", "" + work.repeat));
    command.addAll(List.of("--work", folder.resolve("reference").toString()));
    return command;
  }

  private static List<String> pinned(Case work) {
    return new ArrayList<>(work.threads == 1 ? List.of("taskset", "-c", "0") : List.of());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    return sorted.get(sorted.size() / 2);
  }

  private static List<String> rounded(List<Double> values) {
    return values.stream().map("%.2f"::formatted).toList();
  }
}
