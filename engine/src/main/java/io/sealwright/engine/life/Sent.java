package io.sealwright.engine.life;

import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;

/** A message that was given to the pool, and the head at that time. */
public record Sent(Cid message, Epoch head) {}
