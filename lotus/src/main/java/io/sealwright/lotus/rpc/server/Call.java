package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.auth.Permissions;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One request that has passed every check but the reading of its parameters.
 *
 * @param params as many as the method declares
 * @param caller what the caller's token allows
 */
public record Call(Declared method, List<JsonNode> params, Permissions caller) {
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
