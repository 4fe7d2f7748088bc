package io.sealwright.proofs.graph;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.hash.Sha256;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Makes a cache file: threads compute pieces of the graph, the calling thread digests and writes
 * them in order. At most two pieces a thread are in memory.
 */
final class CacheMaker {
  private static final int PIECE_NODES = 1 << 14;
  private static final int PIECES_A_THREAD = 2;

  private final Path file;
  private final StackedGraph graph;

  CacheMaker(Path file, StackedGraph graph) {
    this.file = file;
    this.graph = graph;
  }

  /** An IOException leaves neither the file nor its note behind. */
  void make(int threads, LongConsumer nodesDone) throws IOException, InterruptedException {
    Bytes32 digest;
    try (PartialFile made = RivalFile.beside(file)) {
      digest = compute(made, threads, nodesDone);
      Optional<Bytes32> published = PublishedDigests.of(graph.cacheId());
      if (published.isPresent() && !published.get().equals(digest)) {
        throw new IOException(
            "computed digest "
                + digest
                + " is not the published "
                + published.get()
                + ": this host computes wrongly");
      }
      made.channel().force(true); // A name that survives a power cut must not name an empty file.
      made.complete();
    }
    CheckedNote.of(file, digest).write(file);
  }

  private Bytes32 compute(PartialFile out, int threads, LongConsumer nodesDone)
      throws IOException, InterruptedException {
    MessageDigest digest = Sha256.start();
    Queue<Future<ByteBuffer>> ahead = new ArrayDeque<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().factory());
    try {
      long submitted = 0;
      for (long done = 0; done < graph.nodes(); ) {
        while (submitted < graph.nodes() && ahead.size() < threads * PIECES_A_THREAD) {
          long first = submitted;
          int count = (int) Math.min(PIECE_NODES, graph.nodes() - first);
          ahead.add(pool.submit(() -> piece(first, count)));
          submitted += count;
        }
        ByteBuffer piece = result(ahead.remove());
        out.write(MemorySegment.ofBuffer(piece), done * ParentCache.NODE_BYTES);
        done += piece.remaining() / ParentCache.NODE_BYTES;
        digest.update(piece);
        nodesDone.accept(done);
      }
    } finally {
      pool.shutdownNow();
    }
    return Bytes32.of(digest.digest());
  }

  private ByteBuffer piece(long first, int count) {
    int[] parents = new int[count * Parents.DEGREE];
    graph.read(first, count, parents);
    ByteBuffer bytes =
        ByteBuffer.allocate(count * (int) ParentCache.NODE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(parents);
    return bytes;
  }

  private static ByteBuffer result(Future<ByteBuffer> piece) throws InterruptedException {
    try {
      return piece.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("computing parents failed", e.getCause());
    }
  }
}
