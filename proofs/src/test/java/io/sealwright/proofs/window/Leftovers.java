package io.sealwright.proofs.window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run could leave behind in this process: threads of its own, and open files below a folder.
 */
record Leftovers(List<String> threads, List<String> files) {
  static final Leftovers NONE = new Leftovers(List.of(), List.of());

  /** Pools count as ended a moment before their threads are: such threads are waited for. */
  static Leftovers below(Path folder) throws IOException, InterruptedException {
    Leftovers left = now(folder);
    for (int i = 0; i < 100 && !left.equals(NONE); i++) {
      Thread.sleep(20);
      left = now(folder);
    }
    return left;
  }

  private static Leftovers now(Path folder) throws IOException {
    return new Leftovers(
        Thread.getAllStackTraces().keySet().stream()
            .filter(Thread::isAlive)
            .map(Thread::getName)
            .filter(name -> name.startsWith("post-") || name.startsWith("pool-"))
            .sorted()
            .toList(),
        open(folder.toRealPath()));
  }

  private static List<String> open(Path folder) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .flatMap(Leftovers::target)
          .filter(target -> target.startsWith(folder))
          .map(target -> folder.relativize(target).toString())
          .sorted()
          .toList();
    }
  }

  /** The one of the listing itself is gone by now. */
  private static Stream<Path> target(Path descriptor) {
    try {
      return Stream.of(Files.readSymbolicLink(descriptor));
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
