package io.sealwright.proofs.porep;

import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.kernel.LabelKernel;
import io.sealwright.proofs.label.LayerWriter;
import io.sealwright.proofs.label.SideBySide;
import io.sealwright.proofs.label.SideBySide.Result;
import io.sealwright.proofs.label.SideBySide.Target;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A sector's seat at phase 1, alone or beside another sector of the same graph. Two that sit
 * together read each parent once, and where there is a native kernel, are labelled in one thread:
 * the kernel's chains hide each other's latency.
 *
 * <p>Whoever comes to a layer first waits for the other, who then writes it for both. Nobody waits
 * for one that has left, or that waits at a later layer. One that is stopped or fails does so
 * alone: the other writes the layer again, or goes on without it.
 *
 * <p>A wait has an end: one for a neighbour that comes too late, because its data or its disk do
 * not, parts the two for good; so does one for a neighbour that has the layer and does not begin.
 * From the moment a layer is begun for both, a disk that hangs under one file stops the thread that
 * both have.
 *
 * <p>A seat must be closed, by whoever handed it out, too: until then the neighbour may wait.
 */
public final class LabelSeat implements AutoCloseable {
  /** Time a label takes alone, rounded: what waiting can save is part of that. */
  private static final Duration LABEL = Duration.ofNanos(1000);

  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(10);

  private final LabelTable table;
  private boolean left;

  private LabelSeat(LabelTable table) {
    this.table = table;
  }

  /** A seat without a neighbour. */
  public static LabelSeat alone() {
    return new LabelSeat(new LabelTable(1, Duration.ZERO));
  }

  /** Two seats, side by side, for sectors of one size. Each is for a thread of its own. */
  public static List<LabelSeat> pair(SectorSize size) {
    Duration layer = LABEL.multipliedBy(size.nodes());
    return pair(layer.compareTo(SHORTEST_PATIENCE) > 0 ? layer : SHORTEST_PATIENCE);
  }

  /**
   * The same for any size.
   *
   * @param patience for which one waits for the other at a layer
   */
  static List<LabelSeat> pair(Duration patience) {
    LabelTable table = new LabelTable(2, patience);
    return List.of(new LabelSeat(table), new LabelSeat(table));
  }

  /**
   * How a layer came about.
   *
   * @param besideAnother whether the neighbour got its layer at the same time
   */
  record Written(Bytes32 digest, boolean besideAnother) {}

  /** Whoever was to write the layer was stopped: it is to be begun anew, in a new file. */
  static final class Abandoned extends Exception {
    private static final long serialVersionUID = 1L;
  }

  ParentCache parents(Means means, PorepConfig config) throws IOException, InterruptedException {
    return table.parents(means, config);
  }

  /** Writes a layer whose layer before, if any, may be read by any thread. */
  Written write(Means means, Target target) throws IOException, InterruptedException, Abandoned {
    var kernel = means.kernels().labels().kernel();
    return kernel.isEmpty()
        ? alone(means, target)
        : switch (table.meet(target)) {
          case LabelTable.Met.Nobody _ -> alone(means, target);
          case LabelTable.Met.Waiting(LabelTable.Offer other) ->
              forBoth(kernel.get(), target, other);
          case LabelTable.Met.Done(Result result) -> new Written(digest(result), true);
        };
  }

  private static Written alone(Means means, Target target)
      throws IOException, InterruptedException {
    return new Written(
        LayerWriter.write(means.kernels(), target.layer(), target.file(), target.nodesDone()),
        false);
  }

  private Written forBoth(LabelKernel kernel, Target own, LabelTable.Offer other)
      throws IOException, InterruptedException {
    try {
      List<Result> results = SideBySide.write(kernel, List.of(own, other.target()));
      table.answer(other, results.get(1));
      return new Written(digest(results.getFirst()), results.get(1) instanceof Result.Written);
    } finally {
      table.abandon(other);
    }
  }

  private static Bytes32 digest(Result result) throws IOException {
    return switch (result) {
      case Result.Written(Bytes32 digest) -> digest;
      case Result.Failed(IOException reason) -> throw reason;
    };
  }

  @Override
  public void close() {
    if (!left) {
      left = true;
      table.leave();
    }
  }
}
