package io.sealwright.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.DataTree;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Phase1;
import io.sealwright.proofs.porep.Phase2;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Times phase 1 or phase 2 of one sector, several times in one process, with the inputs and the
 * output lines of the reference program's {@code bench} command. Usage: {@code PhaseRun p1|p2 SIZE
 * REPEAT THREADS FOLDER}.
 */
public final class PhaseRun {
  private final SealOrder order;
  private final Means means;
  private final Path folder;

  private PhaseRun(SectorSize size, int threads, Path folder) {
    this.order =
        new SealOrder(
            new SealProof(SealFamily.V1_1, size),
            new SectorId(new MinerId(1000), new SectorNumber(43)),
            new Ticket(Bytes32.repeat(1)));
    this.means = new Means(threads, ParentCache.folder(System.getenv()), Progress.silent());
    this.folder = folder;
  }

  public static void main(String... args) throws IOException, InterruptedException {
    SectorSize size = SectorSize.parse(args[1]);
    PhaseRun run = new PhaseRun(size, Integer.parseInt(args[3]), Path.of(args[4]));
    run.time(args[0], Integer.parseInt(args[2]));
  }

  private void time(String phase, int repeat) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    SectorData data = stage();
    try (ParentCache parents = openParents()) {
      System.out.println("parent cache of " + parents.nodes() + " nodes ready");
    }
    CacheFolder cache = new CacheFolder(folder.resolve("cache"));
    for (int run = 1; phase.equals("p1") && run <= repeat; run++) {
      Stopwatch watch = new Stopwatch();
      phase1(data, fresh(cache));
      watch.report(phase, order, run);
    }
    if (phase.equals("p2")) {
      Labels labels = phase1(data, fresh(cache));
      for (int run = 1; run <= repeat; run++) {
        Stopwatch watch = new Stopwatch();
        new Phase2(means).run(labels, data, folder.resolve("sealed"));
        watch.report(phase, order, run);
      }
    }
  }

  private ParentCache openParents() throws IOException, InterruptedException {
    return ParentCache.open(means.parentCaches(), order.config().graph(), means.threads(), _ -> {});
  }

  private Labels phase1(SectorData data, CacheFolder cache)
      throws IOException, InterruptedException {
    var commD = new DataTree(means).build(order.proof().size(), data, cache);
    return new Phase1(means).label(order.config(), order.replicaId(commD), commD, cache);
  }

  /** Without a journal nothing of an earlier run is used again. */
  private static CacheFolder fresh(CacheFolder cache) throws IOException {
    Files.createDirectories(cache.folder());
    Files.deleteIfExists(cache.journal());
    return cache;
  }

  /** One full piece of bytes 7·i + 3, as the reference program stages it. */
  private SectorData stage() throws IOException, InterruptedException {
    SectorSize size = order.proof().size();
    Path raw = folder.resolve("piece");
    Pattern.write(raw, size.unpaddedBytes());
    Path staged = folder.resolve("staged");
    new AddPiece(size, Progress.silent())
        .stage(List.of(new AddPiece.Source(raw, new PaddedSize(size.bytes()))), staged);
    return new SectorData.Staged(staged);
  }

  /** Wall time and the whole process's CPU time since it was made. */
  private static final class Stopwatch {
    private static final double NANOS = 1e9;

    private final OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long wall = System.nanoTime();
    private final long cpu = process.getProcessCpuTime();

    void report(String phase, SealOrder order, int run) {
      System.out.printf(
          "phase=%s size=%s run=%d seconds=%.3f cpu=%.3f%n",
          phase,
          order.proof().size(),
          run,
          (System.nanoTime() - wall) / NANOS,
          (process.getProcessCpuTime() - cpu) / NANOS);
    }
  }
}
