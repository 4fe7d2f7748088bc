package io.sealwright.engine.store;

import io.sealwright.protocol.MinerId;
import java.io.IOException;

/** Another process acts for the miner on this database; the message is one line. */
public final class MinerTaken extends IOException {
  private static final long serialVersionUID = 1L;

  MinerTaken(MinerId miner) {
    super("another process drives miner " + miner + " on this database");
  }
}
