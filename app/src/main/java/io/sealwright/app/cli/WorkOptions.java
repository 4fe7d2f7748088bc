package io.sealwright.app.cli;

import io.sealwright.app.config.Kernel;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.worker.Machine;
import io.sealwright.engine.recovery.Site;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.protocol.SectorId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What of this machine a command that computes may use. */
final class WorkOptions {
  private static final int MOST_THREADS = 4096;

  /** All that work without kernels may use. */
  static final class Threads {
    @Option(names = "--threads", paramLabel = "N")
    int count = Runtime.getRuntime().availableProcessors();

    void check() throws CommandFailure {
      if (count < 1 || count > MOST_THREADS) {
        throw CommandFailure.invalid(
            "invalid value for option '--threads': " + count,
            "give a number from 1 to " + MOST_THREADS);
      }
    }
  }

  @Mixin Threads threads = new Threads();

  @Option(names = "--kernel", paramLabel = "auto|java|native", defaultValue = "auto")
  Kernel kernel = Kernel.AUTO;

  /** The kernel that is used, as reports name it. */
  Kernel chosen() throws CommandFailure {
    return kernels().anyNative() ? Kernel.NATIVE : Kernel.JAVA;
  }

  /** What computes the hot loops. */
  Kernels kernels() throws CommandFailure {
    return Machine.kernels(kernel, "use --kernel auto");
  }

  void check() throws CommandFailure {
    chosen();
    threads.check();
  }

  Site site(Function<SectorId, Progress> watchers) throws CommandFailure {
    return Site.of(threads.count, parentCaches(), InstantSource.system(), watchers).with(kernels());
  }

  Means means(Progress progress) throws CommandFailure {
    return new Means(threads.count, parentCaches(), progress, kernels());
  }

  private static Path parentCaches() {
    return ParentCache.folder(System.getenv());
  }
}
