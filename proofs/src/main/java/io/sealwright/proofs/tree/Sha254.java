package io.sealwright.proofs.tree;

import io.sealwright.proofs.hash.Sha256;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Optional;

/** SHA-256 of two nodes with the two top bits cleared, so that a node fits the scalar field. */
final class Sha254 implements NodeHash {
  static final Sha254 INSTANCE = new Sha254();

  private static final int NODE = 32;
  private static final int PAIR = 2 * NODE;
  private static final byte TOP_BITS_CLEAR = 0x3f;

  /** Pairs copied to the heap at a time. */
  private static final int BATCH = 256;

  /** A call of fewer pairs takes them one by one, so that small trees need no compiled vectors. */
  private static final int FEWEST_FOR_LANES = 1 << 10;

  /** Fewer lanes than this are no faster than the processor's SHA instructions. */
  private static final int FEWEST_LANES = 16;

  private Sha254() {}

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public void hashRows(
      MemorySegment children,
      long childOffset,
      MemorySegment parents,
      long parentOffset,
      int count) {
    MessageDigest sha256 = Sha256.start();
    Optional<Sha254Lanes> lanes = count < FEWEST_FOR_LANES ? Optional.empty() : lanes();
    byte[] in = new byte[BATCH * PAIR];
    byte[] out = new byte[BATCH * NODE];
    for (int done = 0; done < count; done += BATCH) {
      int pairs = Math.min(BATCH, count - done);
      long from = childOffset + (long) done * PAIR;
      MemorySegment.copy(children, ValueLayout.JAVA_BYTE, from, in, 0, pairs * PAIR);
      int pair = 0;
      for (; lanes.isPresent() && pair + Sha254Lanes.LANES <= pairs; pair += Sha254Lanes.LANES) {
        lanes.get().join(in, pair * PAIR, out, pair * NODE);
      }
      for (; pair < pairs; pair++) {
        join(sha256, in, pair * PAIR, out, pair * NODE);
      }
      long to = parentOffset + (long) done * NODE;
      MemorySegment.copy(out, 0, parents, ValueLayout.JAVA_BYTE, to, pairs * NODE);
    }
  }

  /** Vector lanes, unless the program was started without the Vector API or the machine has few. */
  private static Optional<Sha254Lanes> lanes() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors && Sha254Lanes.LANES >= FEWEST_LANES
        ? Optional.of(new Sha254Lanes())
        : Optional.empty();
  }

  private static void join(MessageDigest sha256, byte[] in, int from, byte[] out, int to) {
    sha256.update(in, from, PAIR);
    try {
      sha256.digest(out, to, NODE);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 does not fit 32 bytes", e);
    }
    out[to + NODE - 1] &= TOP_BITS_CLEAR;
  }
}
