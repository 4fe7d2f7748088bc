package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.recovery.Site;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.protocol.SectorId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What of this machine a command that computes may use. */
final class WorkOptions {
  private static final int MOST_THREADS = 4096;

  @Option(names = "--threads", paramLabel = "N")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--kernel", paramLabel = "auto|java|native", defaultValue = "auto")
  Kernel kernel = Kernel.AUTO;

  /** The kernel that is used, as reports name it. */
  Kernel chosen() throws CommandFailure {
    return switch (kernel) {
      case AUTO, JAVA -> Kernel.JAVA;
      case NATIVE ->
          throw CommandFailure.invalid(
              "the native kernel is not in this build", "use --kernel auto");
    };
  }

  void check() throws CommandFailure {
    chosen();
    if (threads < 1 || threads > MOST_THREADS) {
      throw CommandFailure.invalid(
          "invalid value for option '--threads': " + threads,
          "give a number from 1 to " + MOST_THREADS);
    }
  }

  Site site(Function<SectorId, Progress> watchers) {
    return Site.of(threads, parentCaches(), InstantSource.system(), watchers);
  }

  Means means(Progress progress) {
    return new Means(threads, parentCaches(), progress);
  }

  private static Path parentCaches() {
    return ParentCache.folder(System.getenv());
  }
}
