package io.sealwright.proofs.label;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.graph.Parents;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Recomputes labels from the stored labels of their parents. As those are all known, nodes do not
 * wait for each other, and a wrong label is found where it is, not where it spread to: the first
 * wrong one is where the computing or the storing went wrong.
 */
public final class LabelAudit {
  /** Nodes that a thread takes at once. */
  private static final int SHARE_NODES = 1 << 12;

  /** A label that does not follow from its parents. {@code layer} counts from 1. */
  public record WrongLabel(int layer, long node) {}

  private final Bytes32 replicaId;
  private final Parents parents;
  private final List<MemorySegment> layers;

  /**
   * @param layers all layers from the first, 32 bytes a node each; read by several threads
   */
  public LabelAudit(Bytes32 replicaId, Parents parents, List<MemorySegment> layers) {
    this.replicaId = replicaId;
    this.parents = parents;
    this.layers = List.copyOf(layers);
    for (MemorySegment layer : this.layers) {
      if (layer.byteSize() != parents.nodes() * Layer.LABEL_BYTES) {
        throw new IllegalArgumentException(
            "a layer of %d bytes for %d nodes".formatted(layer.byteSize(), parents.nodes()));
      }
    }
  }

  /** The label that a node of a layer must have, from the stored labels of its parents. */
  public Bytes32 label(int layer, long node) {
    byte[] label = new byte[Layer.LABEL_BYTES];
    LabelBatch batch = new LabelBatch(1, order(layer), layers.get(layer - 1));
    batch.label(node, 1, label, 0, Long.MAX_VALUE);
    return Bytes32.of(label);
  }

  /**
   * Recomputes everything and names the wrong label of the lowest layer, in it the lowest node.
   *
   * @param nodesDone told, from any thread, how many nodes of all layers are done
   */
  public Optional<WrongLabel> firstWrong(int threads, LongConsumer nodesDone)
      throws IOException, InterruptedException {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().factory())) {
      for (int layer = 1; layer <= layers.size(); layer++) {
        long before = (layer - 1) * parents.nodes();
        LayerAudit audit = new LayerAudit(layer, done -> nodesDone.accept(before + done));
        long wrong = audit.run(pool, threads);
        if (wrong < parents.nodes()) {
          return Optional.of(new WrongLabel(layer, wrong));
        }
      }
      return Optional.empty();
    }
  }

  private Layer order(int layer) {
    return layer == 1
        ? new Layer.First(replicaId, parents)
        : new Layer.Later(replicaId, parents, layer, layers.get(layer - 2));
  }

  /** The audit of one layer. Threads take shares in order until none is left below the finding. */
  private final class LayerAudit {
    private final int number;
    private final LongConsumer nodesDone;
    private final AtomicLong nextShare = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong lowestWrong = new AtomicLong(Long.MAX_VALUE);

    LayerAudit(int number, LongConsumer nodesDone) {
      this.number = number;
      this.nodesDone = nodesDone;
    }

    /** The lowest wrong node, or a number beyond the last node. */
    long run(ExecutorService pool, int threads) throws IOException, InterruptedException {
      List<Callable<Void>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(this::work);
      }
      for (Future<Void> worker : pool.invokeAll(workers)) {
        try {
          worker.get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof InternalError fault) {
            throw Mapped.lost(fault);
          }
          throw new IllegalStateException("the audit of layer " + number + " failed", e.getCause());
        }
      }
      return lowestWrong.get();
    }

    private Void work() throws InterruptedException {
      int batchNodes = (int) Math.min(LabelBatch.NODES, parents.nodes());
      LabelBatch batch = new LabelBatch(batchNodes, order(number), layers.get(number - 1));
      byte[] labels = new byte[batchNodes * Layer.LABEL_BYTES];
      while (true) {
        long from = nextShare.getAndAdd(SHARE_NODES);
        long to = Math.min(from + SHARE_NODES, parents.nodes());
        if (from >= Math.min(lowestWrong.get(), parents.nodes())) {
          return null;
        }
        for (long node = from; node < to; node += batchNodes) {
          check(batch, node, labels);
        }
        nodesDone.accept(done.addAndGet(to - from));
      }
    }

    private void check(LabelBatch batch, long node, byte[] labels) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while auditing labels");
      }
      MemorySegment stored = layers.get(number - 1);
      batch.label(node, labels.length / Layer.LABEL_BYTES, labels, 0, Long.MAX_VALUE);
      MemorySegment expected = stored.asSlice(node * Layer.LABEL_BYTES, labels.length);
      long differs = MemorySegment.ofArray(labels).mismatch(expected);
      if (differs >= 0) {
        lowestWrong.accumulateAndGet(node + differs / Layer.LABEL_BYTES, Math::min);
      }
    }
  }
}
