package io.sealwright.devchain.actor.miner.funds;

import io.sealwright.protocol.epoch.EpochSpan;

/** Days of 2880 epochs, whatever a proving period takes: amounts are reckoned in these. */
public final class Days {
  public static final long EPOCHS = 2880;

  private Days() {}

  public static EpochSpan of(long days) {
    return new EpochSpan(days * EPOCHS);
  }
}
