package io.sealwright.proofs.porep;

import io.sealwright.proofs.file.PositionedFile;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads the layers of a sector, and its data, ahead of those who hash them. A thread of its own
 * brings one run after the other, of a chunk from each file, into memory that goes round.
 *
 * <p>Memory: for every thread that hashes a run of each file, and {@link #AHEAD} more; twelve
 * mebibytes each where there are eleven layers. What is read is not mapped, so that the size of a
 * sector asks nothing of page tables, and a disk that fails is an exception.
 */
final class ColumnReader implements AutoCloseable {
  /** Chunks that are read while all threads hash. */
  static final int AHEAD = 2;

  /**
   * One chunk of a sector.
   *
   * @param node its first
   * @param layers labels, from the first layer on
   * @param data nothing where it is all zeros
   */
  record Run(long node, List<MemorySegment> layers, Optional<MemorySegment> data) {}

  /** What a reader comes by. */
  private sealed interface Next {
    record Read(Run run) implements Next {}

    record Failed(Exception reason) implements Next {}
  }

  private final List<PositionedFile> layers;
  private final Optional<PositionedFile> data;
  private final Arena arena = Arena.ofShared();
  private final BlockingQueue<Run> free;
  private final BlockingQueue<Next> read;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /**
   * Begins to read, from the first of some nodes on.
   *
   * @param chunkNodes of a run; {@code first} and {@code end} are multiples of it
   * @param threads that hash
   */
  ColumnReader(Source source, long first, long end, int chunkNodes, int threads) {
    long bytes = source.size.bytes();
    this.layers = source.layers.stream().map(file -> new PositionedFile(file, bytes)).toList();
    this.data = source.data.map(file -> new PositionedFile(file, bytes));
    int runs = (int) Math.min((long) threads + AHEAD, (end - first) / chunkNodes);
    this.free = new ArrayBlockingQueue<>(runs);
    this.read = new ArrayBlockingQueue<>(runs + 1);
    long runBytes = (long) chunkNodes * SectorSize.NODE_BYTES;
    for (int i = 0; i < runs; i++) {
      List<MemorySegment> memory = new ArrayList<>();
      layers.forEach(_ -> memory.add(arena.allocate(runBytes, Long.BYTES)));
      free.add(new Run(0, memory, data.map(_ -> arena.allocate(runBytes, Long.BYTES))));
    }
    var _ = thread.submit(() -> readAll(first, end, chunkNodes));
  }

  /**
   * What is read.
   *
   * @param data nothing where it is all zeros
   */
  record Source(SectorSize size, List<Path> layers, Optional<Path> data) {}

  private void readAll(long first, long end, int chunkNodes) {
    try {
      for (long node = first; node < end; node += chunkNodes) {
        Run memory = free.take();
        Run run = new Run(node, memory.layers, memory.data);
        for (int i = 0; i < layers.size(); i++) {
          layers.get(i).read(node * SectorSize.NODE_BYTES, run.layers.get(i));
        }
        if (data.isPresent()) {
          data.get().read(node * SectorSize.NODE_BYTES, run.data.orElseThrow());
        }
        read.add(new Next.Read(run));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // Closed: nobody takes any more.
    } catch (IOException | RuntimeException e) {
      read.add(new Next.Failed(e));
    }
  }

  /**
   * The next run, which the caller gives back. May be called by several threads, for all runs
   * together not more often than there are.
   *
   * @throws IOException when it cannot be read; for every caller, then
   */
  Run take() throws IOException, InterruptedException {
    Next next = read.take();
    return switch (next) {
      case Next.Read(Run run) -> run;
      case Next.Failed(Exception reason) -> {
        read.add(next);
        if (reason instanceof IOException e) {
          throw e;
        }
        throw new IllegalStateException(reason);
      }
    };
  }

  void giveBack(Run run) {
    free.add(run);
  }

  @Override
  public void close() throws IOException {
    thread.shutdownNow();
    thread.close();
    arena.close();
    for (PositionedFile layer : layers) {
      layer.close();
    }
    if (data.isPresent()) {
      data.get().close();
    }
  }
}
