package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One request that has passed every check but the reading of its parameters.
 *
 * @param params as many as the method declares
 */
public record Call(Declared method, List<JsonNode> params, Caller caller) {
  public Call {
    params = List.copyOf(params);
  }

  /**
   * The parameter at an index, from 0.
   *
   * @throws CallFailed if it is not of the form's type
   */
  public <P> P param(int index, JsonForm<P> form) throws CallFailed {
    try {
      return form.decode(params.get(index));
    } catch (UnexpectedJson e) {
      String text =
          "unmarshaling params for '%s' (param: *%s): %s"
              .formatted(method.wireName(), form.type(), e.getMessage());
      throw new CallFailed(new RpcError(RpcError.UNREADABLE, text));
    }
  }
}
