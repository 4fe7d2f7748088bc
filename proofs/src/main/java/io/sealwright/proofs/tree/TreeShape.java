package io.sealwright.proofs.tree;

import io.sealwright.protocol.SectorSize;

/**
 * The shape of the Poseidon trees of a sector size: 8-ary base trees, joined by a sub level and a
 * top level where the leaves are no power of eight (proofs specification, section 1.2).
 *
 * @param leaves of one base tree
 * @param sub arity of the level above the base trees; 0 where there is none
 * @param top arity of the level above that; 0 where there is none
 */
public record TreeShape(long leaves, int sub, int top) {
  public static final int BASE_ARITY = 8;

  /** Rows that a replica tree leaves out by default, above its leaves. */
  public static final int DISCARDED_ROWS = 2;

  public static TreeShape of(SectorSize size) {
    return switch (size) {
      case KIB_2, MIB_8, MIB_512 -> new TreeShape(size.nodes(), 0, 0);
      case KIB_4, MIB_16, GIB_1 -> new TreeShape(size.nodes() / 2, 2, 0);
      case KIB_16, GIB_32 -> new TreeShape(size.nodes() / 8, 8, 0);
      case KIB_32, GIB_64 -> new TreeShape(size.nodes() / 16, 8, 2);
    };
  }

  /** How many base trees, and so how many files of each kind of tree. */
  public int trees() {
    return Math.max(1, sub) * Math.max(1, top);
  }

  /** Layout of a base tree's file with all rows. */
  public TreeLayout full() {
    return new TreeLayout(BASE_ARITY, leaves, 0);
  }

  /** Layout of a replica tree's file, without its leaves and the rows discarded above them. */
  public TreeLayout withoutDiscardedRows() {
    return new TreeLayout(BASE_ARITY, leaves, discardedRows() + 1);
  }

  /** Rows discarded above the leaves: two, fewer where the tree is too low. */
  public int discardedRows() {
    int rows = full().rows();
    if (rows <= 2) {
      return 0;
    }
    return rows == 3 ? 1 : Math.min(rows - 2, DISCARDED_ROWS);
  }
}
