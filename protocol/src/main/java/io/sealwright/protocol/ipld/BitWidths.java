package io.sealwright.protocol.ipld;

/** How many bits each level of a built-in actor's collection consumes. */
public final class BitWidths {
  /** Every HAMT of the built-in actors, and that of the state tree. */
  public static final int HAMT = 5;

  /** A miner's AMT of sectors. */
  public static final int SECTORS = 5;

  /** A deadline's AMT of partitions. */
  public static final int PARTITIONS = 3;

  /** A deadline's AMT of partitions by the epoch at which sectors of them end. */
  public static final int DEADLINE_EXPIRATIONS = 5;

  /** A deadline's AMT of proofs accepted without verification. */
  public static final int OPTIMISTIC_PROOFS = 2;

  /** A partition's AMT of expiration sets by epoch. */
  public static final int PARTITION_EXPIRATIONS = 4;

  /** A partition's AMT of sectors ended early, by epoch. */
  public static final int EARLY_TERMINATIONS = 3;

  /** A miner's AMT of pre-committed sectors by the epoch at which they are given up. */
  public static final int PRE_COMMIT_CLEAN_UP = 6;

  /** The power actor's HAMT of events by epoch, and each epoch's AMT of them. */
  public static final int CRON_EVENTS = 6;

  /** The market's AMT of proposed deals. */
  public static final int DEAL_PROPOSALS = 5;

  /** The market's AMT of the states of deals. */
  public static final int DEAL_STATES = 6;

  /** The market's HAMTs of deposits. */
  public static final int BALANCES = 6;

  /** The HAMTs of the datacap token. */
  public static final int DATACAP = 3;

  /** AMTs of messages and receipts in blocks. */
  public static final int MESSAGES = 3;

  private BitWidths() {}
}
