package io.sealwright.engine.removal;

/** What a miner's own table decides about a failed sector; a lotus-miner does not tell it. */
public sealed interface Remedy {
  /** It goes on from a point, which is named as the miner's commands name it. */
  record GoOn(String point) implements Remedy {}

  /** It goes on by itself: when the chain has moved, or by making its files again. */
  record Itself() implements Remedy {}

  /** It is removed. */
  record Remove() implements Remedy {}

  /** It is given up, until an operator decides. */
  record Stop() implements Remedy {}
}
