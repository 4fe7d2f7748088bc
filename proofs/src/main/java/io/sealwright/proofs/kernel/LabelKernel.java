package io.sealwright.proofs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Labels runs of nodes, of one sector or of two with the same parents side by side, which takes
 * little longer than one. Beside it in C: {@code label_kernel.c}.
 *
 * <p>All memory is native or mapped. A page of a mapped file that cannot be read, because the file
 * lost bytes or its disk fails, ends the process here, where Java would have an exception; so a
 * caller loads a word of each parent first.
 */
public final class LabelKernel {
  private static final int LABEL = 32;
  private static final int DEGREE = 14;
  private static final long MOST_NODES = 1L << 32;

  /**
   * Nodes to be labelled.
   *
   * @param parents 14 numbers of 32 bits a node of the run
   * @param nodes of the whole layer, no more than parents can number
   * @param layer counted from 1; in layer 1 only the first six parents of a node count
   * @param windowFirst the node whose label is the first of the window
   */
  public record Run(
      MemorySegment parents, long nodes, long first, int count, int layer, long windowFirst) {
    public Run {
      boolean inside =
          0 <= windowFirst
              && windowFirst <= first
              && first <= nodes
              && nodes <= MOST_NODES
              && 0 <= count
              && count <= nodes - first;
      if (!inside || layer < 1) {
        throw new IllegalArgumentException(
            "%d nodes from %d of %d with a window from %d, layer %d"
                .formatted(count, first, nodes, windowFirst, layer));
      }
      KernelMemory.requireBytes("parents", parents, (long) count * DEGREE * Integer.BYTES);
      if (parents.address() % Integer.BYTES != 0) {
        throw new IllegalArgumentException("parents that are not aligned");
      }
    }
  }

  /**
   * What is a sector's own.
   *
   * @param before labels of the layer before; not read for layer 1
   * @param stored labels of this layer, of the nodes before the window at least
   * @param window receives labels, and holds those from the window's first node to the run's first
   */
  public record Sector(
      MemorySegment replicaId, MemorySegment before, MemorySegment stored, MemorySegment window) {}

  private final MethodHandle one;
  private final MethodHandle two;

  LabelKernel(NativeLibrary library) {
    FunctionDescriptor sectorless =
        FunctionDescriptor.of(
            JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    FunctionDescriptor oneSector =
        sectorless.appendArgumentLayouts(ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    this.one = library.function("kernel_label_one", oneSector);
    this.two =
        library.function(
            "kernel_label_two",
            oneSector.appendArgumentLayouts(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  }

  /**
   * Labels a run for one sector, or for two.
   *
   * @throws IndexOutOfBoundsException when a parent is none that its node may have; the labels of
   *     earlier nodes are there
   */
  public void label(Run run, List<Sector> sectors) {
    for (Sector sector : sectors) {
      require(run, sector);
    }
    int done =
        switch (sectors.size()) {
          case 1 -> one(run, sectors.getFirst());
          case 2 -> two(run, sectors.getFirst(), sectors.getLast());
          default -> throw new IllegalArgumentException(sectors.size() + " sectors at once");
        };
    if (done < run.count) {
      throw new IndexOutOfBoundsException(
          "a parent of node %d of %d is out of bounds".formatted(run.first + done, run.nodes));
    }
  }

  private static void require(Run run, Sector sector) {
    KernelMemory.requireBytes("the replica id", sector.replicaId, LABEL);
    if (run.layer > 1) {
      KernelMemory.requireBytes("the layer before", sector.before, run.nodes * LABEL);
    }
    KernelMemory.requireBytes("the stored labels", sector.stored, run.windowFirst * LABEL);
    KernelMemory.requireBytes(
        "the window", sector.window, (run.first + run.count - run.windowFirst) * LABEL);
    KernelMemory.requireWritable("the window is", sector.window);
  }

  private int one(Run run, Sector a) {
    try {
      return (int)
          one.invokeExact(
              run.parents,
              run.nodes,
              run.first,
              run.count,
              run.layer,
              run.windowFirst,
              a.replicaId,
              a.before,
              a.stored,
              a.window);
    } catch (Throwable e) {
      throw NativeLibrary.thrown(e);
    }
  }

  private int two(Run run, Sector a, Sector b) {
    try {
      return (int)
          two.invokeExact(
              run.parents,
              run.nodes,
              run.first,
              run.count,
              run.layer,
              run.windowFirst,
              a.replicaId,
              a.before,
              a.stored,
              a.window,
              b.replicaId,
              b.before,
              b.stored,
              b.window);
    } catch (Throwable e) {
      throw NativeLibrary.thrown(e);
    }
  }
}
