package io.sealwright.protocol.epoch;

/**
 * A height of the chain. May be negative: a miner created on the first day of a network has a
 * proving period that began before genesis.
 */
public record Epoch(long height) implements Comparable<Epoch> {
  public static final Epoch GENESIS = new Epoch(0);

  public Epoch plus(EpochSpan span) {
    return new Epoch(Math.addExact(height, span.epochs()));
  }

  public Epoch minus(EpochSpan span) {
    return new Epoch(Math.subtractExact(height, span.epochs()));
  }

  /** How far this epoch lies after an earlier one; negative if it lies before. */
  public EpochSpan since(Epoch earlier) {
    return new EpochSpan(Math.subtractExact(height, earlier.height));
  }

  public boolean isBefore(Epoch other) {
    return height < other.height;
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(height, other.height);
  }

  @Override
  public String toString() {
    return Long.toString(height);
  }
}
