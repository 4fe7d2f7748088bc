package io.sealwright.protocol.ipld;

/** How many bits each level of a built-in actor's collection consumes. */
public final class BitWidths {
  /** Every HAMT of the built-in actors, and that of the state tree. */
  public static final int HAMT = 5;

  /** A miner's AMT of sectors. */
  public static final int SECTORS = 5;

  /** A deadline's AMT of partitions. */
  public static final int PARTITIONS = 3;

  private BitWidths() {}
}
