package io.sealwright.lotus.node;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a node says of its network connection. */
public final class NetworkState {
  private NetworkState() {}

  /** Bytes since the start, and bytes a second. */
  public record Bandwidth(long totalIn, long totalOut, BigDecimal rateIn, BigDecimal rateOut) {}

  /**
   * Whether others can call this node.
   *
   * @param reachability 0 unknown, 1 public, 2 private
   */
  public record Reachability(long reachability, Optional<List<String>> publicAddresses) {
    public Reachability {
      publicAddresses = publicAddresses.map(List::copyOf);
    }
  }

  /** Whom a node does not talk to. */
  public record Blocked(
      Optional<List<String>> peers,
      Optional<List<String>> addresses,
      Optional<List<String>> subnets) {
    public Blocked {
      peers = peers.map(List::copyOf);
      addresses = addresses.map(List::copyOf);
      subnets = subnets.map(List::copyOf);
    }
  }
}
