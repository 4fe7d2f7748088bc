package io.sealwright.lotus.node;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An actor with its state as the node decodes it.
 *
 * @param state its fields depend on the actor and its version
 */
public record ReadState(TokenAmount balance, Cid code, JsonNode state) {

  /** The outcome of applying messages to a state. */
  public record Computed(Cid root, List<Invocation> trace) {
    public Computed {
      trace = List.copyOf(trace);
    }
  }
}
