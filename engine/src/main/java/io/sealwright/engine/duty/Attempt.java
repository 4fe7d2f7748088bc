package io.sealwright.engine.duty;

import io.sealwright.protocol.bitfield.Bitfield;

/**
 * One proof for one message.
 *
 * @param partitions of the window that it is of
 * @param number of the try, from 1
 */
public record Attempt(Window window, Bitfield partitions, int number) {
  public Attempt {
    if (partitions.isEmpty() || number < 1) {
      throw new IllegalArgumentException("an attempt at nothing, or before the first");
    }
  }

  /** In a few words, for logs. */
  @Override
  public String toString() {
    return "deadline %d from %s, partitions %s, try %d"
        .formatted(window.index(), window.open(), partitions, number);
  }
}
