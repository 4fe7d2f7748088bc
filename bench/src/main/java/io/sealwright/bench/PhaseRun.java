package io.sealwright.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Prover;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.DataTree;
import io.sealwright.proofs.porep.LabelSeat;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Phase1;
import io.sealwright.proofs.porep.Phase2;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.SealProver;
import io.sealwright.proofs.snark.SealVerifier;
import io.sealwright.proofs.vanilla.OpeningPhase;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.proofs.vanilla.SectorDamaged;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.bytes.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * Times a phase of one sector, several times in one process, with the inputs and the output lines
 * of the reference program's {@code bench} command. Usage: {@code PhaseRun p1|p2|c1|c2 SIZE REPEAT
 * THREADS FOLDER [java] [four]}, without native kernels, and phase 1 of four sectors in two pairs,
 * one after the other. C2 takes the keys in {@code FIL_PROOFS_PARAMETER_CACHE}.
 */
public final class PhaseRun {
  private final SealOrder order;
  private final Means means;
  private final Path folder;

  private PhaseRun(SectorSize size, int threads, Path folder, Kernels kernels) {
    this.order =
        new SealOrder(
            new SealProof(SealFamily.V1_1, size),
            new SectorId(new MinerId(1000), new SectorNumber(43)),
            new Ticket(Bytes32.repeat(1)));
    this.means =
        new Means(threads, ParentCache.folder(System.getenv()), Progress.silent(), kernels);
    this.folder = folder;
  }

  public static void main(String... args) throws IOException, InterruptedException {
    SectorSize size = SectorSize.parse(args[1]);
    List<String> words = List.of(args).subList(5, args.length);
    boolean java = words.contains("java");
    Kernels kernels = java ? Kernels.JAVA : Kernels.found();
    PhaseRun run = new PhaseRun(size, Integer.parseInt(args[3]), Path.of(args[4]), kernels);
    run.time(args[0], Integer.parseInt(args[2]), words.contains("four"));
  }

  private void time(String phase, int repeat, boolean four)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    SectorData data = stage();
    try (ParentCache parents = openParents()) {
      System.out.println("parent cache of " + parents.nodes() + " nodes ready");
    }
    CacheFolder cache = new CacheFolder(folder.resolve("cache"));
    for (int run = 1; phase.equals("p1") && run <= repeat; run++) {
      Stopwatch watch = new Stopwatch();
      if (four) {
        pair(data, 0);
        pair(data, 2);
      } else {
        phase1(data, fresh(cache));
      }
      watch.report(phase, order, run);
    }
    if (phase.equals("p2")) {
      Labels labels = phase1(data, fresh(cache));
      for (int run = 1; run <= repeat; run++) {
        Stopwatch watch = new Stopwatch();
        new Phase2(means).run(labels, data, sealed());
        watch.report(phase, order, run);
      }
    }
    if (phase.startsWith("c")) {
      new Phase2(means).run(phase1(data, fresh(cache)), data, sealed());
      commit(phase, repeat, cache, new DataTree(means).build(order.proof().size(), data, cache));
    }
  }

  private void commit(String phase, int repeat, CacheFolder cache, CommD commD)
      throws IOException, InterruptedException {
    for (int run = 1; phase.equals("c1") && run <= repeat; run++) {
      Stopwatch watch = new Stopwatch();
      open(cache, commD);
      watch.report(phase, order, run);
    }
    if (phase.equals("c2")) {
      SealOpenings openings = open(cache, commD);
      ParameterSet set = new ParameterSet(ParameterSet.Kind.POREP, order.proof().size());
      ParameterFolder keys =
          new ParameterFolder(Path.of(System.getenv("FIL_PROOFS_PARAMETER_CACHE")));
      for (int run = 1; run <= repeat; run++) {
        Stopwatch watch = new Stopwatch();
        prove(openings, keys, set);
        watch.report(phase, order, run);
      }
    }
  }

  /** As the reference does: proves, and verifies what it has made. */
  private void prove(SealOpenings openings, ParameterFolder keys, ParameterSet set)
      throws IOException, InterruptedException {
    RandomGenerator random = new SecureRandom();
    try (Arena arena = Arena.ofShared()) {
      ParameterFile parameters = keys.map(set, arena);
      List<Proof> proofs =
          new SealProver(parameters, means.threads(), true, Progress.silent(), means.kernels())
              .prove(openings, () -> Prover.Blinding.draw(random));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      proofs.forEach(proof -> bytes.writeBytes(proof.toBytes()));
      SealVerifier.Sealed claim =
          new SealVerifier.Sealed(
              order,
              openings.commD(),
              openings.commR(),
              openings.seed(),
              ByteString.of(bytes.toByteArray()));
      if (!new SealVerifier(keys.key(set), random).holds(List.of(claim))) {
        throw new IllegalStateException("the proof does not verify");
      }
    }
  }

  private SealOpenings open(CacheFolder cache, CommD commD)
      throws IOException, InterruptedException {
    try {
      return new OpeningPhase(means).open(order, commD, Bytes32.repeat(2), cache, sealed());
    } catch (SectorDamaged e) {
      throw new IOException(e);
    }
  }

  private Path sealed() {
    return folder.resolve("sealed");
  }

  private ParentCache openParents() throws IOException, InterruptedException {
    return ParentCache.open(means.parentCaches(), order.config().graph(), means.threads(), _ -> {});
  }

  private Labels phase1(SectorData data, CacheFolder cache)
      throws IOException, InterruptedException {
    return new Phase1(means).run(order, data, cache);
  }

  /** Phase 1 of two sectors side by side. */
  private void pair(SectorData data, int number) throws IOException, InterruptedException {
    List<Callable<Labels>> sectors = new ArrayList<>();
    for (LabelSeat seat : LabelSeat.pair(order.proof().size())) {
      int place = number + sectors.size();
      CacheFolder cache = fresh(new CacheFolder(folder.resolve("cache-" + place)));
      SectorId sector = new SectorId(new MinerId(1000), new SectorNumber(43 + place));
      SealOrder own = new SealOrder(order.proof(), sector, order.ticket());
      sectors.add(() -> new Phase1(means, seat).run(own, data, cache));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(sectors.size())) {
      for (Future<Labels> labels : threads.invokeAll(sectors)) {
        labels.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
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
