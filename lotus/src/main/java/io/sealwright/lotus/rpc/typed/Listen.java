package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.RpcChannel;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A request for a stream of values, ready to be sent.
 *
 * @param params as many as the channel declares
 */
public record Listen<T>(RpcChannel<T> channel, List<JsonNode> params) {
  public Listen {
    params = List.copyOf(params);
    if (params.size() != channel.parameters()) {
      throw new IllegalArgumentException(
          channel.name() + " takes " + channel.parameters() + " parameters, not " + params.size());
    }
  }
}
