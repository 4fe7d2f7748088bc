package io.sealwright.engine.duty;

import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;

/**
 * What was seen of the files of a window's sectors before its cutoff. A sector in neither set was
 * not looked at in time, or its path was silent: nothing follows.
 *
 * @param at the head at which the look was begun
 * @param asked those to look at
 * @param good read, and they hold
 * @param bad missing, not readable, or not what they must be
 */
public record FileCheck(Window window, Epoch at, Bitfield asked, Bitfield good, Bitfield bad) {
  /** Of which nothing is known. */
  Bitfield unseen() {
    return asked.minus(good).minus(bad);
  }
}
