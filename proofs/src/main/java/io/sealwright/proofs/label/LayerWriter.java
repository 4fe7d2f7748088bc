package io.sealwright.proofs.label;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.kernel.LabelKernel;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Labels one layer into a file.
 *
 * <p>Labels collect in a window on the heap. When it is full it is digested and written, both while
 * it is in the processor's cache. Base parents older than the window are read through a read-only
 * mapping of the same file, which the operating system keeps equal to what was written. Nothing is
 * stored through a mapping: a full disk is an IOException, not a fault of the process. Memory: the
 * window, and as much of this and the previous layer as the page cache will hold; less than both
 * costs reads from disk, not correctness.
 */
public final class LayerWriter {
  /** Nodes of a window: 1 MiB, well inside a second-level cache. */
  static final int WINDOW_NODES = 1 << 15;

  private final FileChannel file;
  private final byte[] window;
  private final int batchNodes;
  private final LabelBatch batch;
  private final MessageDigest digest = Sha256.start();

  private LayerWriter(Layer layer, FileChannel file, MemorySegment stored) {
    this.file = file;
    this.window = new byte[(int) Math.min(layer.bytes(), WINDOW_NODES * Layer.LABEL_BYTES)];
    this.batchNodes = Math.min(LabelBatch.NODES, window.length / Layer.LABEL_BYTES);
    this.batch = new LabelBatch(batchNodes, layer, stored);
  }

  /**
   * Writes all labels of a layer with the native kernel where there is one, and otherwise as below.
   */
  public static Bytes32 write(
      Kernels kernels, Layer layer, FileChannel file, LongConsumer nodesDone)
      throws IOException, InterruptedException {
    Optional<LabelKernel> kernel = kernels.labels().kernel();
    if (kernel.isEmpty()) {
      return write(layer, file, nodesDone);
    }
    var target = new SideBySide.Target(layer, file, nodesDone);
    return switch (SideBySide.write(kernel.get(), List.of(target)).getFirst()) {
      case SideBySide.Result.Written(Bytes32 digest) -> digest;
      case SideBySide.Result.Failed(IOException reason) -> throw reason;
    };
  }

  /**
   * Writes all labels of a layer, from position 0 of the file. The file has its final length from
   * the start and is whole only when this returns: hand in one with a temporary name.
   *
   * @param file open for reading and writing
   * @param nodesDone told now and then how many nodes of the layer are done
   * @return SHA-256 of the layer's bytes
   * @throws IOException when the file cannot be written
   * @throws InterruptedException when the thread is interrupted; the channel may then be closed
   */
  public static Bytes32 write(Layer layer, FileChannel file, LongConsumer nodesDone)
      throws IOException, InterruptedException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stored = file.map(FileChannel.MapMode.READ_ONLY, 0, layer.bytes(), arena);
      return new LayerWriter(layer, file, stored).run(layer.parents().nodes(), nodesDone);
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw interrupted();
    }
  }

  static InterruptedException interrupted() {
    return new InterruptedException("interrupted while labelling a layer");
  }

  private Bytes32 run(long nodes, LongConsumer nodesDone) throws IOException, InterruptedException {
    int windowNodes = window.length / Layer.LABEL_BYTES;
    for (long from = 0; from < nodes; from += windowNodes) {
      fill(from, windowNodes);
      digest.update(window);
      ByteBuffer bytes = ByteBuffer.wrap(window);
      long at = from * Layer.LABEL_BYTES;
      while (bytes.hasRemaining()) {
        file.write(bytes, at + bytes.position());
      }
      nodesDone.accept(from + windowNodes);
    }
    return Bytes32.of(digest.digest());
  }

  private void fill(long from, int windowNodes) throws InterruptedException {
    for (int i = 0; i < windowNodes; i += batchNodes) {
      if (Thread.interrupted()) {
        throw interrupted();
      }
      batch.label(from + i, batchNodes, window, i * Layer.LABEL_BYTES, from);
    }
  }
}
