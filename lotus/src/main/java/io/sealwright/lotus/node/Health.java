package io.sealwright.lotus.node;

import io.sealwright.protocol.epoch.Epoch;
import java.math.BigDecimal;

/** How a node is doing, in its own figures. */
public record Health(Sync sync, Peers peers, Chain chain) {

  /** How far behind the clock the head is, in seconds as the node counts them. */
  public record Sync(Epoch epoch, long behind) {}

  /** Peers to which messages and blocks are gossiped. */
  public record Peers(long forMessages, long forBlocks) {}

  /** Blocks a tipset; zero unless asked for. */
  public record Chain(BigDecimal last100, BigDecimal lastFinality) {}
}
