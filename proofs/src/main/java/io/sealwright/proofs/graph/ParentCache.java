package io.sealwright.proofs.graph;

import io.sealwright.proofs.file.Mapped;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The file of all parents of a graph, mapped into memory: for each node {@link Parents#DEGREE}
 * little-endian 32-bit numbers. Name and bytes are the reference's, so both programs share one
 * folder.
 *
 * <p>Opening never trusts a file on its name. A wrong length, or a wrong digest, and the file is
 * made anew. The right digest is the published one or, for graphs without one, the one this program
 * noted when it made the file ({@link CheckedNote}); a file of unknown origin without either is
 * made anew as well. A file up to {@link #ALWAYS_DIGESTED} is digested when a process first opens
 * it, which takes under a second, and again when it has changed since. The larger ones (56 and 112
 * GiB) are digested once; later opens accept the note of that check while length and time of change
 * are the same, and recompute {@value #SAMPLES} nodes spread over the file.
 *
 * <p>A node is found at 56 times its number. Must be closed; reading afterwards is an
 * IllegalStateException.
 */
public final class ParentCache implements Parents, AutoCloseable {
  public static final long NODE_BYTES = (long) DEGREE * Integer.BYTES;

  /** Length in bytes up to which every process digests the whole file. */
  static final long ALWAYS_DIGESTED = 1L << 30;

  static final int SAMPLES = 64;

  private static final Path DEFAULT_FOLDER = Path.of("/var/tmp/filecoin-parents");

  /** One thread of a process checks or makes a file; the others wait and find it made. */
  private static final Map<Path, ReentrantLock> IN_HAND = new ConcurrentHashMap<>();

  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Arena arena;
  private final MemorySegment content;
  private final long nodes;

  private ParentCache(Arena arena, MemorySegment content) {
    this.arena = arena;
    this.content = content;
    this.nodes = content.byteSize() / NODE_BYTES;
  }

  /**
   * The folder that the reference would use under these environment variables: {@code
   * FIL_PROOFS_PARENT_CACHE}, or {@code filecoin-parents} in {@code FIL_PROOFS_CACHE_DIR}, or a
   * fixed one.
   */
  public static Path folder(Map<String, String> environment) {
    String own = environment.get("FIL_PROOFS_PARENT_CACHE");
    if (own != null) {
      return Path.of(own);
    }
    String shared = environment.get("FIL_PROOFS_CACHE_DIR");
    return shared != null ? Path.of(shared, "filecoin-parents") : DEFAULT_FOLDER;
  }

  /** The name of a graph's file in its folder. */
  public static String fileName(StackedGraph graph) {
    return "v28-sdr-parent-" + graph.cacheId() + ".cache";
  }

  /** The length in bytes of a graph's file. */
  public static long fileBytes(StackedGraph graph) {
    return graph.nodes() * NODE_BYTES;
  }

  /**
   * Opens the cache of a graph, making the folder and the file where they are missing or wrong.
   * Several threads or processes may do so at once: each succeeds, one file remains.
   *
   * @param threads threads that compute parents if the file must be made
   * @param nodesDone told, while the file is made, how many nodes are done so far
   * @throws IOException when the disk is full, the folder not writable or the like; nothing that
   *     looks finished is left
   */
  public static ParentCache open(
      Path folder, StackedGraph graph, int threads, LongConsumer nodesDone)
      throws IOException, InterruptedException {
    Path file = folder.resolve(fileName(graph));
    ReentrantLock turn = IN_HAND.computeIfAbsent(file, _ -> new ReentrantLock());
    turn.lockInterruptibly();
    try {
      Files.createDirectories(folder);
      if (!new CacheCheck(file, graph).passes()) {
        new CacheMaker(file, graph).make(threads, nodesDone);
      }
      return map(file, fileBytes(graph));
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw new IOException("parent cache " + file + ": " + reason(e), e);
    } finally {
      turn.unlock();
    }
  }

  private static InterruptedException interrupted(IOException cause) {
    Thread.interrupted();
    InterruptedException e = new InterruptedException("interrupted while making a parent cache");
    e.initCause(cause);
    return e;
  }

  /** File system exceptions often have only a path for a message. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException f && f.getReason() == null
        ? f.getClass().getSimpleName() + " " + f.getMessage()
        : String.valueOf(e.getMessage());
  }

  @SuppressWarnings("MustBeClosedChecker") // Closed with the cache that holds it.
  private static ParentCache map(Path file, long bytes) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new ParentCache(arena, Mapped.readOnly(file, bytes, arena));
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public long nodes() {
    return nodes;
  }

  @Override
  public void read(long first, int count, int[] into) {
    Objects.checkFromIndexSize(first, count, nodes);
    MemorySegment.copy(content, WORD, first * NODE_BYTES, into, 0, count * DEGREE);
  }

  @Override
  public void close() {
    arena.close();
  }
}
