package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.RpcException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The way to one node, on which a call is made once. */
interface Route {
  /** The result of one call, not yet read as the method's type. */
  JsonNode ask(String method, List<JsonNode> params) throws RpcException, InterruptedException;
}
