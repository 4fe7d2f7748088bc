package io.sealwright.engine.removal;

import io.sealwright.protocol.amount.TokenAmount;
import java.time.Duration;
import java.util.Set;

/** Whether a sector's files can be made again. */
public sealed interface Recovery {
  /**
   * They can.
   *
   * @param cost of machines and power, as the operator reckons it
   * @param needs what has to be found first
   */
  record Possible(Duration time, TokenAmount cost, Set<Need> needs) implements Recovery {
    public Possible {
      needs = Set.copyOf(needs);
    }
  }

  /** They cannot; the reason is a clause. */
  record Impossible(String reason) implements Recovery {}

  /** What a recovery waits for. */
  enum Need {
    /** A node that still has the state of the epoch the ticket was drawn at. */
    OLD_STATE,
    /** The pieces of a sector with data. */
    PIECES,
    /** Room for layers and trees. */
    SPACE
  }
}
