package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.RequestId;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Answers the bodies of HTTP requests: one request, or several in an array, handled in order. */
record HttpEndpoint(Dispatcher dispatcher, ServerSettings settings) {
  /** How many requests one body may hold. */
  static final int MAX_BATCH = 1000;

  /** What goes back: a status and a body, empty if nobody wants to hear. */
  record Response(int status, String body) {
    static Response of(Reply reply) {
      return new Response(reply.httpStatus(), reply.text());
    }
  }

  Response tooLong() {
    String text = "request bigger than maximum " + settings.maxRequestBytes() + " allowed";
    return failure(new RpcError(RpcError.UNREADABLE, text));
  }

  Response answer(String body, Caller caller) {
    if (body.isBlank()) {
      return failure(RpcError.empty());
    }
    try {
      JsonNode node = RpcJson.parse(body);
      return node.isArray() ? batch(List.copyOf(node.values()), caller) : single(node, caller);
    } catch (UnexpectedJson _) {
      return failure(RpcError.unreadable());
    }
  }

  private Response single(JsonNode request, Caller caller) {
    return Response.of(dispatcher.dispatch(request, caller, Optional.empty()));
  }

  private Response batch(List<JsonNode> requests, Caller caller) {
    if (requests.isEmpty()) {
      return failure(RpcError.empty());
    }
    if (requests.size() > MAX_BATCH) {
      String text = "batch of " + requests.size() + " requests, more than " + MAX_BATCH;
      return failure(new RpcError(RpcError.TOO_MUCH, text));
    }
    if (!requests.stream().allMatch(JsonNode::isObject)) {
      return failure(RpcError.unreadable());
    }
    String replies =
        requests.stream()
            .map(request -> dispatcher.dispatch(request, caller, Optional.empty()).text())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(","));
    return new Response(Reply.HTTP_OK, replies.isEmpty() ? "" : "[" + replies + "]");
  }

  private static Response failure(RpcError error) {
    return Response.of(new Reply.Failure(RequestId.none(), error));
  }
}
