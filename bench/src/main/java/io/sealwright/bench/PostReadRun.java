package io.sealwright.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.DataTree;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.porep.Phase1;
import io.sealwright.proofs.porep.Phase2;
import io.sealwright.proofs.porep.PorepConfig;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.proofs.post.KeptSector;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.window.PlacedSector;
import io.sealwright.proofs.window.PostLimits;
import io.sealwright.proofs.window.PostOrder;
import io.sealwright.proofs.window.PostResult;
import io.sealwright.proofs.window.SpacetimeRun;
import io.sealwright.proofs.window.StageSpan;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Times the reading of a window PoSt of as many sectors as a partition of 32 GiB sectors has. Each
 * is a copy of one small sector: a proof knows a sector's number by its challenges only. Usage:
 * {@code PostReadRun make|read SIZE SECTORS READERS FOLDER}.
 */
public final class PostReadRun {
  private static final MinerId MINER = new MinerId(1000);
  private static final Bytes32 REPLICA_ID = Bytes32.repeat(5);
  private static final double NANOS = 1e9;

  private final SectorSize size;
  private final int sectors;
  private final Path folder;

  private PostReadRun(SectorSize size, int sectors, Path folder) {
    this.size = size;
    this.sectors = sectors;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    PostReadRun run =
        new PostReadRun(
            SectorSize.parse(arguments[1]), Integer.parseInt(arguments[2]), Path.of(arguments[4]));
    if (arguments[0].equals("make")) {
      run.make();
    } else {
      run.read(Integer.parseInt(arguments[3]));
    }
  }

  private Path sealed(long number) {
    return folder
        .resolve("sealed")
        .resolve(new SectorId(MINER, new SectorNumber(number)).fileName());
  }

  private CacheFolder cache(long number) {
    return new CacheFolder(
        folder.resolve("cache").resolve(new SectorId(MINER, new SectorNumber(number)).fileName()));
  }

  /** Seals sector 0 with zeros and copies it. */
  private void make() throws IOException, InterruptedException {
    Means means = new Means(2, ParentCache.folder(System.getenv()), Progress.silent());
    Files.createDirectories(folder.resolve("sealed"));
    Files.createDirectories(cache(0).folder());
    SectorData zeros = new SectorData.Zeros();
    var commD = new DataTree(means).build(size, zeros, cache(0));
    PorepConfig config = PorepConfig.of(new SealProof(SealFamily.V1_1, size));
    Labels labels = new Phase1(means).label(config, REPLICA_ID, commD, cache(0));
    new Phase2(means).run(labels, zeros, sealed(0));
    for (long number = 1; number < sectors; number++) {
      Files.createDirectories(cache(number).folder());
      Files.copy(sealed(0), sealed(number));
      Files.copy(cache(0).pAux(), cache(number).pAux());
      Files.copy(cache(0).treeRLast(0, 1), cache(number).treeRLast(0, 1));
    }
  }

  private void read(int readers) throws IOException, InterruptedException {
    CommR commR = PAux.read(cache(0).pAux()).commR();
    List<PlacedSector> placed = new ArrayList<>();
    for (long number = 0; number < sectors; number++) {
      placed.add(
          new PlacedSector(
              new KeptSector(new SectorNumber(number), size, commR, cache(number), sealed(number)),
              folder,
              folder));
    }
    InstantSource clock = InstantSource.system();
    Instant begun = clock.instant();
    Instant end = begun.plus(Duration.ofMinutes(30));
    long cpu = cpu();
    PostResult result =
        new SpacetimeRun(
                new PostOrder(PostKind.WINDOW_V1_1, size, Bytes32.repeat(3)),
                new PostLimits(
                    Runtime.getRuntime().availableProcessors(),
                    readers,
                    Duration.ofHours(1),
                    end,
                    end),
                clock,
                _ -> {})
            .read(placed);
    System.out.printf(
        "%d of %d sectors of %s, %d readers: %.2f s, %.2f s of CPU%n",
        result.readings().size(),
        sectors,
        size,
        readers,
        Duration.between(begun, clock.instant()).toNanos() / NANOS,
        (cpu() - cpu) / NANOS);
    for (StageSpan span : result.stages()) {
      System.out.printf("  %s %.2f s%n", span.stage(), span.took().toNanos() / NANOS);
    }
    if (result.readings().size() != sectors) {
      throw new IOException("not all sectors were read: " + result.bad());
    }
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
