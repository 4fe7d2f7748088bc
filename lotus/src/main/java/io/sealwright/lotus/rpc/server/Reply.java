package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.RequestId;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a request comes to. */
sealed interface Reply {
  int HTTP_OK = 200;

  record Success(RequestId id, JsonNode result) implements Reply {}

  record Failure(RequestId id, RpcError error) implements Reply {}

  /** Nothing is said: the request wanted no reply, and reached its method. */
  record Silence() implements Reply {}

  /** A failure, unless it is an ordinary one that nobody wants to hear of. */
  static Reply failure(RequestId id, RpcError error) {
    boolean unheard = id instanceof RequestId.None && !error.isFramework();
    return unheard ? new Silence() : new Failure(id, error);
  }

  static Reply success(RequestId id, JsonNode result) {
    return id instanceof RequestId.None ? new Silence() : new Success(id, result);
  }

  /** The text of a reply; fields in the order of the alphabet, as Lotus writes them. */
  default String text() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (this) {
      case Success(RequestId id, JsonNode result) -> {
        node.set("id", id.toJson());
        node.put("jsonrpc", "2.0");
        node.set("result", result);
      }
      case Failure(RequestId id, RpcError error) -> {
        node.set("error", errorNode(error));
        node.set("id", id.toJson());
        node.put("jsonrpc", "2.0");
      }
      case Silence _ -> {
        return "";
      }
    }
    return RpcJson.write(node) + "\n";
  }

  default int httpStatus() {
    return switch (this) {
      case Success _, Silence _ -> HTTP_OK;
      case Failure(_, RpcError error) -> error.httpStatus();
    };
  }

  private static JsonNode errorNode(RpcError error) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("code", error.code()).put("message", error.message());
    error.data().ifPresent(data -> node.set("data", data));
    return node;
  }
}
