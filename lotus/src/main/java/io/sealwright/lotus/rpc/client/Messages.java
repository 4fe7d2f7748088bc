package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts that go to a node and come back. Ids are whole numbers: an old node takes no others.
 */
final class Messages {
  private Messages() {}

  static String request(long id, String method, List<JsonNode> params) {
    return RpcJson.write(body(method, params).put("id", id));
  }

  static String notification(String method, List<JsonNode> params) {
    return RpcJson.write(body(method, params));
  }

  /**
   * The result in an answer; missing, as an old node leaves out one that is nothing, it is null.
   *
   * @throws Refused if the answer is an error
   */
  static JsonNode result(JsonNode answer, String method) throws Refused, Misunderstood {
    if (!answer.isObject()) {
      throw new Misunderstood("the answer to " + method + " is no object");
    }
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      throw new Refused(error.path("code").asInt(0), error.path("message").asString(""));
    }
    JsonNode result = answer.path("result");
    return result.isMissingNode() ? JsonNodeFactory.instance.nullNode() : result;
  }

  static <T> T decode(JsonNode value, JsonForm<T> form, String method) throws Misunderstood {
    try {
      return form.decode(value);
    } catch (UnexpectedJson e) {
      throw new Misunderstood("the answer to " + method + ": " + e.getMessage(), e);
    }
  }

  static JsonNode parse(String text, String method) throws Misunderstood {
    try {
      return RpcJson.parse(text);
    } catch (UnexpectedJson e) {
      throw new Misunderstood("the answer to " + method + " is " + e.getMessage(), e);
    }
  }

  private static ObjectNode body(String method, List<JsonNode> params) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode array = node.put("jsonrpc", "2.0").put("method", method).putArray("params");
    params.forEach(array::add);
    return node;
  }
}
