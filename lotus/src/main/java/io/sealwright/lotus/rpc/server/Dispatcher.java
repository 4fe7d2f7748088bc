package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.RequestId;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.server.RpcApi.Answered;
import io.sealwright.lotus.rpc.server.RpcApi.Served;
import io.sealwright.lotus.rpc.server.RpcApi.Streamed;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Takes a request through its checks, in the order in which Lotus refuses: id, method, transport,
 * shape and number of parameters, permission; then runs what is behind the method.
 *
 * <p>One order differs: Lotus reads each parameter before it looks at the permission. Here a caller
 * without permission learns nothing of what a parameter should have been.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** What Lotus says of a call that its caller withdrew. */
  private static final RpcError WITHDRAWN = new RpcError(RpcError.FAILED, "context canceled");

  private final RpcApi api;

  Dispatcher(RpcApi api) {
    this.api = api;
  }

  /** Where a channel's values can go, on a transport that has such a place. */
  interface Channels {
    /** Takes a stream, to be begun once the number returned has been sent. */
    <T> JsonNode open(Streamed<T> channel, Source.Stream<T> stream);
  }

  /** A request that has passed its checks. */
  private record Checked(Served served, Call call) {}

  /** Answers one request; never throws for what a caller may send. */
  Reply dispatch(JsonNode node, Caller caller, Optional<Channels> channels) {
    Request request;
    try {
      request = Request.of(node);
    } catch (UnexpectedJson _) {
      return Reply.failure(RequestId.none(), RpcError.unreadable());
    }
    RequestId id = RequestId.none();
    try {
      id = request.requestId();
      Checked checked = check(request, caller, channels.isPresent());
      return Reply.success(id, perform(checked, channels));
    } catch (UnexpectedJson e) {
      String text = String.valueOf(e.getMessage());
      return Reply.failure(id, new RpcError(RpcError.UNREADABLE, text));
    } catch (CallFailed e) {
      return Reply.failure(id, e.error());
    } catch (InterruptedException _) {
      return Reply.failure(id, WITHDRAWN);
    } catch (RuntimeException e) {
      return Reply.failure(id, panic(request.method(), e));
    }
  }

  private Checked check(Request request, Caller caller, boolean hasChannels)
      throws UnexpectedJson, CallFailed {
    String name = request.method();
    Served served = api.find(name).orElseThrow(() -> new CallFailed(RpcError.noSuchMethod(name)));
    if (served instanceof Streamed<?> && !hasChannels) {
      throw new CallFailed(
          new RpcError(
              RpcError.NO_SUCH_METHOD,
              "method '" + name + "' not supported in this mode (no out channel support)"));
    }
    List<JsonNode> params = request.positional();
    Declared declared = served.declared();
    if (params.size() != declared.parameters()) {
      String text =
          "wrong param count (method '%s'): %d != %d"
              .formatted(name, params.size(), declared.parameters());
      throw new CallFailed(new RpcError(RpcError.WRONG_COUNT, text));
    }
    if (!caller.permissions().allow(declared.permission())) {
      throw new CallFailed(
          "missing permission to invoke '%s' (need '%s')"
              .formatted(declared.name(), declared.permission().wireName()));
    }
    return new Checked(served, new Call(declared, params, caller));
  }

  private static JsonNode perform(Checked checked, Optional<Channels> channels)
      throws CallFailed, InterruptedException {
    return switch (checked.served) {
      case Answered<?> method -> answer(method, checked.call);
      case Streamed<?> channel -> open(channel, checked.call, channels.orElseThrow());
    };
  }

  private static <R> JsonNode answer(Answered<R> method, Call call)
      throws CallFailed, InterruptedException {
    return method.declared().result().encode(method.answer().to(call));
  }

  private static <T> JsonNode open(Streamed<T> channel, Call call, Channels channels)
      throws CallFailed, InterruptedException {
    return channels.open(channel, channel.source().open(call));
  }

  /** A bug of ours: the caller learns which method, the log learns the rest. */
  private static RpcError panic(String method, RuntimeException bug) {
    LOG.error("panic in rpc method '{}'", method, bug);
    return new RpcError(
        RpcError.PANIC,
        "fatal error calling '%s': panic in rpc method '%s': %s"
            .formatted(method, method, bug.getClass().getSimpleName()));
  }
}
