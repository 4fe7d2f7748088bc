package io.sealwright.engine.schedule;

import io.sealwright.engine.schedule.Need.Threads;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each type of task takes, by size of sector. */
public record NeedTable(Map<Kind, Need> needs) {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** Lotus takes −1 threads for nearly all: so many of a hundred. */
  private static final int NEARLY_ALL = 92;

  private static final int THREADS_WITH_GPU = 6;

  /**
   * Lotus's own table. Its <em>max memory</em> is what a task takes on a host without swap, its
   * <em>base memory</em> what is shared.
   *
   * <p>Source: Lotus, {@code storage/sealer/storiface/resources.go}. It is the bookkeeping of its
   * scheduler, and was not measured by us.
   */
  public static final NeedTable LOTUS = lotus();

  /**
   * For workers that compute with our proofs engine: Lotus's table but for processors and, at 2
   * KiB, for keys.
   *
   * <ul>
   *   <li>No GPU is used.
   *   <li>P2 takes half of the threads where Lotus takes nearly all, so that it runs beside 14 P1.
   *       It could use more: at 512 MiB it takes five times the CPU of P1 ({@code
   *       docs/performance.md}: 134 s on two cores, 48 s on one).
   *   <li>C2 takes 23 percent, so that four share a host, as the runbook has it.
   *   <li>C2 of 2 KiB shares 1.1 GB of keys (measured, {@code docs/performance.md}); Lotus's 2 KiB
   *       leaves them out. The memory of larger ones is not measured yet.
   * </ul>
   */
  public static final NeedTable OWN = own();

  /** A type of task on a size of sector. */
  public record Kind(TaskType type, SectorSize size) {}

  public NeedTable {
    needs = Map.copyOf(needs);
  }

  /** The need of a task; a size that no network has registered is an IllegalArgumentException. */
  public Need of(TaskType type, SectorSize size) {
    Need need = needs.get(new Kind(type, size));
    if (need == null) {
      throw new IllegalArgumentException("no need is known for " + type + " of " + size);
    }
    return need;
  }

  private static NeedTable lotus() {
    Threads one = Threads.exactly(1);
    Threads all = Threads.share(NEARLY_ALL);
    Map<Kind, Need> needs = new HashMap<>();
    for (SectorSize size : List.of(SectorSize.KIB_2, SectorSize.MIB_8)) {
      long bytes = size.bytes();
      put(needs, TaskType.AP, size, cpu(bytes, bytes, one));
      put(needs, TaskType.PC1, size, cpu(bytes, bytes, one));
      put(needs, TaskType.PC2, size, cpu(bytes, bytes, all));
      put(needs, TaskType.C1, size, cpu(bytes, bytes, Threads.NONE));
      put(needs, TaskType.C2, size, oneWithGpu(bytes, bytes));
      put(needs, TaskType.WDP, size, oneWithGpu(bytes, bytes));
    }
    SectorSize half = SectorSize.MIB_512;
    put(needs, TaskType.AP, half, cpu(GIB, GIB, one));
    put(needs, TaskType.PC1, half, cpu(GIB, MIB, one));
    put(needs, TaskType.PC2, half, cpu(1536 * MIB, GIB, all));
    put(needs, TaskType.C1, half, cpu(GIB, GIB, Threads.NONE));
    put(needs, TaskType.C2, half, oneWithGpu(1536 * MIB, 10 * GIB));
    put(needs, TaskType.WDP, half, oneWithGpu(1536 * MIB, 10 * GIB));
    for (SectorSize size : List.of(SectorSize.GIB_32, SectorSize.GIB_64)) {
      long times = size.bytes() / SectorSize.GIB_32.bytes();
      put(needs, TaskType.AP, size, cpu(4 * times * GIB, GIB, one));
      put(needs, TaskType.PC1, size, cpu(64 * times * GIB, 10 * MIB, one));
      put(needs, TaskType.PC2, size, gpu(15 * times * GIB, GIB));
      put(needs, TaskType.C1, size, cpu(GIB, GIB, Threads.NONE));
    }
    put(needs, TaskType.C2, SectorSize.GIB_32, gpu(150 * GIB, 32 * GIB));
    put(needs, TaskType.C2, SectorSize.GIB_64, gpu(190 * GIB, 64 * GIB));
    put(needs, TaskType.WDP, SectorSize.GIB_32, gpu(96 * GIB, 32 * GIB));
    put(needs, TaskType.WDP, SectorSize.GIB_64, gpu(120 * GIB, 64 * GIB));
    for (SectorSize size : SealProof.REGISTERED) {
      put(needs, TaskType.GET, size, cpu(MIB, 0, Threads.NONE));
      put(needs, TaskType.FIN, size, cpu(0, 0, Threads.NONE));
    }
    return new NeedTable(needs);
  }

  private static NeedTable own() {
    Map<Kind, Need> needs = new HashMap<>(LOTUS.needs);
    for (SectorSize size : SealProof.REGISTERED) {
      put(needs, TaskType.PC2, size, own(TaskType.PC2, size, Threads.share(50)));
      put(needs, TaskType.C2, size, own(TaskType.C2, size, Threads.share(23)));
      put(needs, TaskType.WDP, size, own(TaskType.WDP, size, Threads.share(NEARLY_ALL)));
    }
    put(needs, TaskType.C2, SectorSize.KIB_2, cpu(2 * KIB, 1_100_000_000, Threads.share(23)));
    return new NeedTable(needs);
  }

  private static Need own(TaskType type, SectorSize size, Threads threads) {
    Need lotus = LOTUS.of(type, size);
    return cpu(lotus.memory(), lotus.shared(), threads);
  }

  private static void put(Map<Kind, Need> needs, TaskType type, SectorSize size, Need need) {
    needs.put(new Kind(type, size), need);
  }

  private static Need cpu(long memory, long shared, Threads threads) {
    return new Need(memory, shared, threads, threads, 0);
  }

  private static Need oneWithGpu(long memory, long shared) {
    Threads one = Threads.exactly(1);
    return new Need(memory, shared, one, one, 1);
  }

  private static Need gpu(long memory, long shared) {
    return new Need(
        memory, shared, Threads.share(NEARLY_ALL), Threads.exactly(THREADS_WITH_GPU), 1);
  }
}
