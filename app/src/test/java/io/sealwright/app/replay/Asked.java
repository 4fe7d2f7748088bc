package io.sealwright.app.replay;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One call that a replaying peer was asked, for tests that look at what a command sends.
 *
 * @param method without its namespace
 */
public record Asked(String method, List<JsonNode> params) {
  public Asked {
    params = List.copyOf(params);
  }
}
