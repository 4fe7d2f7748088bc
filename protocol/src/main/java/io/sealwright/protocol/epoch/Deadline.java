package io.sealwright.protocol.epoch;

/** A window {@code [open, close)} in which one share of a miner's partitions must be proven. */
public record Deadline(int index, Epoch open) {
  public static final int PER_PERIOD = 48;
  public static final EpochSpan WINDOW = new EpochSpan(60);
  public static final EpochSpan CHALLENGE_LOOKBACK = new EpochSpan(20);
  public static final EpochSpan FAULT_CUTOFF = new EpochSpan(70);

  /** Where an epoch stands relative to a deadline, and so what may still be done about it. */
  public enum Phase {
    FAULTS_DECLARABLE,
    FAULTS_FROZEN,
    OPEN,
    ELAPSED
  }

  public Deadline {
    if (index < 0 || index >= PER_PERIOD) {
      throw new IllegalArgumentException("deadline index " + index + " not in [0, 48)");
    }
  }

  /** The first epoch after the window. */
  public Epoch close() {
    return open.plus(WINDOW);
  }

  /** The epoch whose randomness picks the challenged leaves; it lies before the window opens. */
  public Epoch challenge() {
    return open.minus(CHALLENGE_LOOKBACK);
  }

  /** The first epoch at which faults and recoveries can no longer be declared for this window. */
  public Epoch faultCutoff() {
    return open.minus(FAULT_CUTOFF);
  }

  /** The proving period this deadline belongs to. */
  public ProvingPeriod period() {
    return new ProvingPeriod(open.minus(WINDOW.times(index)));
  }

  /** The deadline after this one, in the next period after the last. */
  public Deadline next() {
    return new Deadline((index + 1) % PER_PERIOD, close());
  }

  public Phase phaseAt(Epoch now) {
    if (now.isBefore(faultCutoff())) {
      return Phase.FAULTS_DECLARABLE;
    }
    if (now.isBefore(open)) {
      return Phase.FAULTS_FROZEN;
    }
    return now.isBefore(close()) ? Phase.OPEN : Phase.ELAPSED;
  }

  /**
   * Whether partitions may be compacted and sectors assigned. They may not from one window before
   * this one opens until it closes.
   */
  public boolean isMutableAt(Epoch now) {
    return now.isBefore(open.minus(WINDOW)) || !now.isBefore(close());
  }
}
