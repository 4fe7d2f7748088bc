package io.sealwright.lotus.node;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A peer and where it is reached.
 *
 * @param id in base58
 * @param addresses multiaddrs
 */
public record Peer(String id, Optional<List<String>> addresses) {
  public Peer {
    addresses = addresses.map(List::copyOf);
  }

  /** More of a peer. */
  public record Detail(
      String id,
      String agent,
      Optional<List<String>> addresses,
      Optional<List<String>> protocols,
      JsonNode connection) {
    public Detail {
      addresses = addresses.map(List::copyOf);
      protocols = protocols.map(List::copyOf);
    }
  }

  /** How well a peer behaves in the gossip. */
  public record Score(String id, JsonNode score) {}
}
