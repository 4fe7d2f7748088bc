package io.sealwright.proofs.porep;

import io.sealwright.proofs.fr32.Fr32;
import io.sealwright.proofs.tree.NodeHash;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.PaddedSize;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one pass over raw data tells of it: its length and its commitment at every padded size that
 * holds it, since a larger size only adds zeros.
 *
 * <p>The data is cut into chunks of one padded mebibyte, each hashed to its root as it passes; the
 * roots alone are kept (2 MiB for a piece of 64 GiB).
 */
public final class PieceHash {
  private static final int CHUNK_PADDED = 1 << 20;
  private static final int CHUNK_QUADS = CHUNK_PADDED / Fr32.PADDED_QUAD;
  private static final int CHUNK_RAW = CHUNK_QUADS * Fr32.UNPADDED_QUAD;

  private final long rawBytes;
  private final PaddedSize smallest;
  private final Bytes32 root;

  private PieceHash(long rawBytes, PaddedSize smallest, Bytes32 root) {
    this.rawBytes = rawBytes;
    this.smallest = smallest;
    this.root = root;
  }

  /** Reads data to its end. Leaves the stream open. */
  public static PieceHash of(InputStream raw) throws IOException {
    List<Bytes32> roots = new ArrayList<>();
    byte[] data = new byte[CHUNK_RAW];
    byte[] padded = new byte[CHUNK_PADDED];
    long length = 0;
    int got = raw.readNBytes(data, 0, CHUNK_RAW);
    while (got > 0 || roots.isEmpty()) {
      length += got;
      Arrays.fill(data, got, CHUNK_RAW, (byte) 0);
      int quads = Math.max(1, Math.ceilDiv(got, Fr32.UNPADDED_QUAD));
      Fr32.pad(data, 0, padded, 0, quads);
      Arrays.fill(padded, quads * Fr32.PADDED_QUAD, CHUNK_PADDED, (byte) 0);
      boolean alone = roots.isEmpty() && got < CHUNK_RAW;
      roots.add(root(padded, alone ? (int) PaddedSize.holding(got).bytes() : CHUNK_PADDED));
      got = raw.readNBytes(data, 0, CHUNK_RAW);
    }
    PaddedSize smallest = PaddedSize.holding(length);
    return new PieceHash(length, smallest, rootOf(roots, smallest));
  }

  public long rawBytes() {
    return rawBytes;
  }

  /** The smallest padded size that holds the data. */
  public PaddedSize smallest() {
    return smallest;
  }

  /** The commitment at a size that holds the data; a smaller one is an IllegalArgumentException. */
  public CommP at(PaddedSize size) {
    if (size.bytes() < smallest.bytes()) {
      throw new IllegalArgumentException(rawBytes + " bytes do not fit " + size.bytes());
    }
    Bytes32 node = root;
    for (long bytes = smallest.bytes(); bytes < size.bytes(); bytes *= 2) {
      node = Pieces.join(node, Pieces.zeroRoot(bytes));
    }
    return new CommP(node);
  }

  private static Bytes32 rootOf(List<Bytes32> chunkRoots, PaddedSize size) {
    long chunks = Math.max(1, size.bytes() / CHUNK_PADDED);
    byte[] nodes = new byte[Math.toIntExact(chunks * Bytes32.LENGTH)];
    for (int i = 0; i < chunks; i++) {
      Bytes32 node = i < chunkRoots.size() ? chunkRoots.get(i) : Pieces.zeroRoot(CHUNK_PADDED);
      node.copyTo(nodes, i * Bytes32.LENGTH);
    }
    return root(nodes, nodes.length);
  }

  /** Hashes the first {@code bytes} bytes of {@code nodes}, in place, to their root. */
  private static Bytes32 root(byte[] nodes, int bytes) {
    MemorySegment row = MemorySegment.ofArray(nodes);
    for (int left = bytes / Bytes32.LENGTH; left > 1; left /= 2) {
      NodeHash.sha254().hashRows(row, 0, row, 0, left / 2);
    }
    return Bytes32.of(Arrays.copyOf(nodes, Bytes32.LENGTH));
  }
}
