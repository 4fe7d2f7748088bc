package io.sealwright.proofs.label;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.graph.Parents;
import io.sealwright.proofs.hash.Sha256;
import io.sealwright.proofs.kernel.LabelKernel;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Labels a layer of one sector, or of two with the same graph, with the native kernel. The files
 * are those that {@link LayerWriter} writes; the plan is the same: a window, digested and written
 * when it is full, and parents loaded a batch ahead.
 *
 * <p>Loading ahead has a second purpose here. A page of a mapped file that cannot be had is an
 * error in Java and the end of the process in C, so every page is touched in Java before C reads
 * it: for a window at once where the layer has fewer pages than the window has nodes. C's own
 * prefetches are enough then, because so small a layer is in a cache.
 */
public final class SideBySide {
  /** Sectors that a thread labels at once. */
  public static final int MOST = 2;

  /** Nodes of a window: half a mebibyte, so that two and their parents fit a second-level cache. */
  private static final int WINDOW_NODES = 1 << 14;

  private static final long LABEL = Layer.LABEL_BYTES;

  /** The smallest page there is. */
  private static final long PAGE = 1 << 12;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  /**
   * A layer and where it goes.
   *
   * @param layer with its layer before off the heap
   * @param file empty, open for reading and writing
   * @param nodesDone told now and then how many nodes of the layer are done
   * @param stopped whether the layer is no longer wanted, asked now and then
   */
  public record Target(
      Layer layer, FileChannel file, LongConsumer nodesDone, BooleanSupplier stopped) {

    /** One that is wanted to the end. */
    public Target(Layer layer, FileChannel file, LongConsumer nodesDone) {
      this(layer, file, nodesDone, () -> false);
    }
  }

  /** What became of a target. */
  public sealed interface Result {
    /** SHA-256 of the layer's bytes. */
    record Written(Bytes32 digest) implements Result {}

    record Failed(IOException reason) implements Result {}
  }

  private final LabelKernel kernel;
  private final List<Side> sides;
  private final Parents graph;
  private final int layer;
  private final int windowNodes;
  private final int batchNodes;
  private final boolean byPage;
  private final int[] parents;
  private final MemorySegment kernelParents;

  /** Keeps the loads that bring pages and lines from being optimised away. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  private SideBySide(LabelKernel kernel, List<Target> targets, Arena arena) {
    this.kernel = kernel;
    this.graph = targets.getFirst().layer().parents();
    this.layer = targets.getFirst().layer().number();
    this.windowNodes = (int) Math.min(graph.nodes(), WINDOW_NODES);
    this.batchNodes = Math.min(LabelBatch.NODES, windowNodes);
    this.byPage = graph.nodes() * LABEL / PAGE < windowNodes;
    this.parents = new int[batchNodes * Parents.DEGREE];
    this.kernelParents = arena.allocate(ValueLayout.JAVA_INT, parents.length);
    this.sides = targets.stream().map(target -> new Side(target, windowNodes, arena)).toList();
  }

  /**
   * Writes the layers of one or two targets, all of one number and of the same parents, which are
   * read once. What happens to one file is the result of that target and does not stop the other.
   *
   * @throws InterruptedException when the thread is interrupted; the files may then be closed
   */
  public static List<Result> write(LabelKernel kernel, List<Target> targets)
      throws InterruptedException {
    requireAlike(targets);
    try (Arena arena = Arena.ofConfined()) {
      return new SideBySide(kernel, targets, arena).run();
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw LayerWriter.interrupted();
    }
  }

  private static void requireAlike(List<Target> targets) {
    if (targets.isEmpty() || targets.size() > MOST) {
      throw new IllegalArgumentException(targets.size() + " layers side by side");
    }
    Layer first = targets.getFirst().layer();
    for (Target target : targets) {
      Layer layer = target.layer();
      if (layer.number() != first.number() || !layer.parents().equals(first.parents())) {
        throw new IllegalArgumentException("layers that have not the same parents");
      }
    }
  }

  private List<Result> run() throws InterruptedException, ClosedByInterruptException {
    for (Side side : sides) {
      side.attempt(side::map);
    }
    for (long from = 0; from < graph.nodes() && !open().isEmpty(); from += windowNodes) {
      long first = from;
      for (Side side : open()) {
        side.attempt(side::requireWanted);
      }
      for (Side side : byPage ? open() : List.<Side>of()) {
        side.attempt(() -> touched = side.touchPages(first));
      }
      for (long node = from; node < from + windowNodes; node += batchNodes) {
        if (Thread.interrupted()) {
          throw LayerWriter.interrupted();
        }
        label(node, from);
      }
      for (Side side : open()) {
        side.attempt(() -> {
          side.store(first);
          side.target.nodesDone().accept(first + windowNodes);
        });
      }
    }
    return sides.stream().map(Side::result).toList();
  }

  private List<Side> open() {
    return sides.stream().filter(side -> side.failure.isEmpty()).toList();
  }

  private void label(long first, long windowFirst) throws ClosedByInterruptException {
    graph.read(first, batchNodes, parents);
    for (Side side : byPage ? List.<Side>of() : open()) {
      side.attempt(() -> touched = side.touch(parents, windowFirst));
    }
    List<LabelKernel.Sector> sectors = open().stream().map(Side::sector).toList();
    if (!sectors.isEmpty()) {
      MemorySegment.copy(parents, 0, kernelParents, ValueLayout.JAVA_INT, 0, parents.length);
      kernel.label(
          new LabelKernel.Run(kernelParents, graph.nodes(), first, batchNodes, layer, windowFirst),
          sectors);
    }
  }

  /** Work on one side that may fail for reasons of its own. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** One sector's memory, digest and fate. */
  private static final class Side {
    private final Target target;
    private final Arena arena;
    private final MemorySegment replicaId;
    private final MemorySegment window;
    private final MessageDigest digest = Sha256.start();
    private final List<IOException> failure = new ArrayList<>();
    private MemorySegment stored = MemorySegment.NULL;

    Side(Target target, int windowNodes, Arena arena) {
      this.target = target;
      this.arena = arena;
      this.window = arena.allocate(windowNodes * LABEL, LABEL);
      this.replicaId =
          arena.allocateFrom(ValueLayout.JAVA_BYTE, target.layer().replicaId().toBytes());
    }

    /** Whoever was interrupted stops everything; other failures are this side's. */
    void attempt(Work work) throws ClosedByInterruptException {
      try {
        work.run();
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        failure.add(e);
      } catch (InternalError e) {
        failure.add(Mapped.lost(e));
      }
    }

    void requireWanted() throws IOException {
      if (target.stopped().getAsBoolean()) {
        throw new InterruptedIOException("layer " + target.layer().number() + " is not wanted");
      }
    }

    void map() throws IOException {
      long bytes = target.layer().bytes();
      stored = target.file().map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
    }

    LabelKernel.Sector sector() {
      return new LabelKernel.Sector(replicaId, before(), stored, window);
    }

    private MemorySegment before() {
      return switch (target.layer()) {
        case Layer.First _ -> MemorySegment.NULL;
        case Layer.Later later -> later.before();
      };
    }

    /** Loads a word of each page that parents may be in. */
    long touchPages(long storedBelow) {
      long sum = 0;
      for (long at = 0; at < before().byteSize(); at += PAGE) {
        sum ^= before().get(WORD, at);
      }
      for (long at = 0; at < storedBelow * LABEL; at += PAGE) {
        sum ^= stored.get(WORD, at);
      }
      return sum;
    }

    /** Loads a word of each parent, and nothing else, so that as many misses as can be overlap. */
    long touch(int[] parents, long storedBelow) {
      long sum = 0;
      if (target.layer() instanceof Layer.Later(_, _, _, MemorySegment before)) {
        for (int i = 0; i < parents.length; i += Parents.DEGREE) {
          for (int j = i + Parents.BASE_DEGREE; j < i + Parents.DEGREE; j++) {
            sum ^= before.get(WORD, parents[j] * LABEL);
          }
        }
      }
      for (int i = 0; storedBelow > 0 && i < parents.length; i += Parents.DEGREE) {
        for (int j = i; j < i + Parents.BASE_DEGREE; j++) {
          sum ^= stored.get(WORD, Math.min(parents[j], storedBelow - 1) * LABEL);
        }
      }
      return sum;
    }

    void store(long from) throws IOException {
      ByteBuffer bytes = window.asByteBuffer();
      digest.update(bytes.duplicate());
      long at = from * LABEL;
      while (bytes.hasRemaining()) {
        target.file().write(bytes, at + bytes.position());
      }
    }

    Result result() {
      return failure.isEmpty()
          ? new Result.Written(Bytes32.of(digest.digest()))
          : new Result.Failed(failure.getFirst());
    }
  }
}
