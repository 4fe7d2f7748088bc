package io.sealwright.protocol.epoch;

/** A number of epochs, of either sign. */
public record EpochSpan(long epochs) implements Comparable<EpochSpan> {
  public static final EpochSpan ZERO = new EpochSpan(0);

  public EpochSpan plus(EpochSpan other) {
    return new EpochSpan(Math.addExact(epochs, other.epochs));
  }

  public EpochSpan times(long factor) {
    return new EpochSpan(Math.multiplyExact(epochs, factor));
  }

  @Override
  public int compareTo(EpochSpan other) {
    return Long.compare(epochs, other.epochs);
  }
}
