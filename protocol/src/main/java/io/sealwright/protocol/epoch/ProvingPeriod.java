package io.sealwright.protocol.epoch;

/** The 2880 epochs in which a miner proves every sector once, in 48 deadlines. */
public record ProvingPeriod(Epoch start) {
  public static final EpochSpan LENGTH = Deadline.WINDOW.times(Deadline.PER_PERIOD);

  /**
   * The period of a miner that contains an epoch.
   *
   * @param offset where the miner's periods begin, modulo 2880
   */
  public static ProvingPeriod containing(Epoch epoch, long offset) {
    long into = Math.floorMod(epoch.height() - offset, LENGTH.epochs());
    return new ProvingPeriod(epoch.minus(new EpochSpan(into)));
  }

  /** Where all periods of this miner begin, modulo 2880. */
  public long offset() {
    return Math.floorMod(start.height(), LENGTH.epochs());
  }

  public ProvingPeriod next() {
    return new ProvingPeriod(start.plus(LENGTH));
  }

  /** The deadline of an index in [0, 48); any other is an IllegalArgumentException. */
  public Deadline deadline(int index) {
    return new Deadline(index, start.plus(Deadline.WINDOW.times(index)));
  }

  public boolean contains(Epoch epoch) {
    return !epoch.isBefore(start) && epoch.isBefore(start.plus(LENGTH));
  }

  /** The deadline open at an epoch; one outside the period is an IllegalArgumentException. */
  public Deadline deadlineAt(Epoch epoch) {
    if (!contains(epoch)) {
      throw new IllegalArgumentException("epoch " + epoch + " is not in the period from " + start);
    }
    return deadline((int) (epoch.since(start).epochs() / Deadline.WINDOW.epochs()));
  }
}
