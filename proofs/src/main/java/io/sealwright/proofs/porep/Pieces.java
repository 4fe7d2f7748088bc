package io.sealwright.proofs.porep;

import io.sealwright.proofs.tree.NodeHash;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorSize;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How pieces lie in a sector and what they commit to together. Each piece starts at the next
 * multiple of its own padded size; gaps and the rest of the sector are zeros (section 2.8).
 */
public final class Pieces {
  private static final List<Bytes32> ZERO_ROOTS = zeroRoots();

  private Pieces() {}

  /** The commitment to zeros. */
  public static CommP zero(PaddedSize size) {
    return new CommP(zeroRoot(size.bytes()));
  }

  /** The commitment of a sector of zeros. */
  public static CommD zeroCommD(SectorSize size) {
    return new CommD(zeroRoot(size.bytes()));
  }

  /** Where each piece starts, in padded bytes, and last the first byte after all of them. */
  public static List<Long> offsets(List<PaddedSize> sizes) {
    List<Long> offsets = new ArrayList<>();
    long end = 0;
    for (PaddedSize size : sizes) {
      long start = Math.ceilDiv(end, size.bytes()) * size.bytes();
      offsets.add(start);
      end = Math.addExact(start, size.bytes());
    }
    offsets.add(end);
    return offsets;
  }

  public static boolean fit(SectorSize size, List<PaddedSize> pieces) {
    return pieces.stream().allMatch(piece -> piece.bytes() <= size.bytes())
        && offsets(pieces).getLast() <= size.bytes();
  }

  /** The commitment of a sector that holds these pieces; they must {@link #fit}. */
  public static CommD commD(SectorSize size, List<Piece> pieces) {
    if (!fit(size, pieces.stream().map(Piece::size).toList())) {
      throw new IllegalArgumentException("the pieces do not fit a sector of " + size);
    }
    Deque<Piece> stack = new ArrayDeque<>();
    for (Piece piece : pieces) {
      fillUpTo(piece.size().bytes(), stack);
      push(piece, stack);
    }
    fillUpTo(size.bytes(), stack);
    return new CommD(stack.isEmpty() ? zeroRoot(size.bytes()) : stack.element().commP().value());
  }

  /** Pushes zeros until what was pushed ends at a multiple of {@code bytes}. */
  private static void fillUpTo(long bytes, Deque<Piece> stack) {
    while (!stack.isEmpty() && stack.element().size().bytes() < bytes) {
      PaddedSize gap = stack.element().size();
      push(new Piece(gap, zero(gap)), stack);
    }
  }

  /** Joins equal neighbours as it goes, so the stack's sizes fall strictly from bottom to top. */
  private static void push(Piece piece, Deque<Piece> stack) {
    Piece joined = piece;
    while (!stack.isEmpty() && stack.element().size().equals(joined.size())) {
      Bytes32 root = join(stack.pop().commP().value(), joined.commP().value());
      joined = new Piece(new PaddedSize(2 * joined.size().bytes()), new CommP(root));
    }
    stack.push(joined);
  }

  /** The root over zeros of so many bytes, a power of two of at least 32. */
  static Bytes32 zeroRoot(long bytes) {
    return ZERO_ROOTS.get(Long.numberOfTrailingZeros(bytes / Bytes32.LENGTH));
  }

  static Bytes32 join(Bytes32 left, Bytes32 right) {
    byte[] pair = new byte[2 * Bytes32.LENGTH];
    left.copyTo(pair, 0);
    right.copyTo(pair, Bytes32.LENGTH);
    byte[] parent = new byte[Bytes32.LENGTH];
    NodeHash.sha254().hashRows(MemorySegment.ofArray(pair), 0, MemorySegment.ofArray(parent), 0, 1);
    return Bytes32.of(parent);
  }

  private static List<Bytes32> zeroRoots() {
    List<Bytes32> roots = new ArrayList<>(List.of(Bytes32.ZERO));
    for (int level = 1; level < Long.SIZE - Integer.numberOfTrailingZeros(64); level++) {
      roots.add(join(roots.getLast(), roots.getLast()));
    }
    return List.copyOf(roots);
  }
}
