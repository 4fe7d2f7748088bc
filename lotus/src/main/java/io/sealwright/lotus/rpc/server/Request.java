package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.RequestId;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A request as it was written, before anything in it is believed. Fields nobody knows are left
 * alone, and {@code jsonrpc} may be missing.
 *
 * @param id as given, of whatever type
 * @param method empty if missing
 * @param params as given, of whatever type
 */
record Request(JsonNode id, String method, JsonNode params) {

  /**
   * Reads a request.
   *
   * @throws UnexpectedJson if it is no object, or a field that must be text is not
   */
  static Request of(JsonNode node) throws UnexpectedJson {
    if (!node.isObject()) {
      throw new UnexpectedJson("a request is an object");
    }
    text(node.path("jsonrpc"));
    return new Request(node.path("id"), text(node.path("method")), node.path("params"));
  }

  RequestId requestId() throws UnexpectedJson {
    return RequestId.of(id);
  }

  /**
   * The parameters in order; none if they are missing or null.
   *
   * @throws UnexpectedJson if they are given in another way than as an array
   */
  List<JsonNode> positional() throws UnexpectedJson {
    return switch (params.getNodeType()) {
      case MISSING, NULL -> List.of();
      case ARRAY -> List.copyOf(params.values());
      case OBJECT, POJO -> throw notAnArray("object");
      case STRING, BINARY -> throw notAnArray("string");
      case NUMBER -> throw notAnArray("number");
      case BOOLEAN -> throw notAnArray("bool");
    };
  }

  private static UnexpectedJson notAnArray(String found) {
    return new UnexpectedJson(
        "unmarshaling param array: json: cannot unmarshal %s into Go value of type []jsonrpc.param"
            .formatted(found));
  }

  private static String text(JsonNode node) throws UnexpectedJson {
    return switch (node.getNodeType()) {
      case MISSING, NULL -> "";
      case STRING -> node.stringValue();
      case ARRAY, BINARY, BOOLEAN, NUMBER, OBJECT, POJO ->
          throw new UnexpectedJson("a field that must be text is not");
    };
  }
}
