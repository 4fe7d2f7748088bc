package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.RpcMethod;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A request for one answer, ready to be sent.
 *
 * @param params as many as the method declares
 */
public record Ask<R>(RpcMethod<R> method, List<JsonNode> params) {
  public Ask {
    params = List.copyOf(params);
    if (params.size() != method.parameters()) {
      throw new IllegalArgumentException(
          method.name() + " takes " + method.parameters() + " parameters, not " + params.size());
    }
  }
}
