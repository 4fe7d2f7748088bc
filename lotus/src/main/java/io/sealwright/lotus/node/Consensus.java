package io.sealwright.lotus.node;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a node says of fast finality (F3). */
public final class Consensus {
  private Consensus() {}

  /** The right to take part for some instances. */
  public record Lease(
      String network, String issuer, long miner, long fromInstance, long validityTerm) {}

  /** Where the protocol is. */
  public record Progress(long instance, long round, long phase, Optional<JsonNode> input) {}

  /** A miner that takes part. */
  public record Participant(long miner, long fromInstance, long validityTerm) {}
}
