package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.api.Declarations;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.OpenRpc;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcChannel.OnLoss;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenRefused;
import io.sealwright.lotus.rpc.typed.Signature;
import io.sealwright.protocol.address.NetworkLetter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;

/**
 * Our server with every method that is declared. What depends on a chain's state is answered from
 * the recording being replayed, once the parameters are read by their forms; ids, checks, errors of
 * the framework, permissions and tokens are the server's own.
 */
final class RecordedNode implements AutoCloseable {
  /** Answered by the server itself, or from a recording of their own. */
  private static final Set<String> OWN =
      Set.of(
          "Version",
          "Session",
          "StartTime",
          "LogList",
          "Discover",
          "AuthNew",
          "AuthVerify",
          "Closing");

  /** What a channel's subscriber is sent next; the test puts it there. */
  final Map<String, BlockingQueue<JsonNode>> news =
      Map.of(
          "ChainNotify", new LinkedBlockingQueue<>(),
          "MpoolSub", new LinkedBlockingQueue<>(),
          "SyncIncomingBlocks", new LinkedBlockingQueue<>());

  private final String endpoint;
  private final RpcServer server;
  private volatile Recording current;
  private volatile boolean buggy;

  RecordedNode(String endpoint, ServerSettings settings) {
    this.endpoint = endpoint;
    this.current = Recording.of(endpoint, "Filecoin.Version");
    this.server =
        RpcServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Serving(apis(), Tokens.AUTHORITY, Optional.of(() -> false)),
            settings);
  }

  /** From now on, state is answered from this recording. */
  void replay(Recording recording) {
    current = recording;
  }

  /** From now on, whoever asks for state meets a bug. */
  void replayBug() {
    buggy = true;
  }

  InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  private Map<String, RpcApi> apis() {
    return switch (endpoint) {
      case "full" ->
          Map.of("/rpc/v0", full("/rpc/v0"), "/rpc/v1", full("/rpc/v1"), "/rpc/v2", v2());
      case "miner" -> Map.of("/rpc/v0", declared("/rpc/v0", common("Version")).build());
      case "worker" -> Map.of("/rpc/v0", worker());
      default -> throw new IllegalArgumentException(endpoint);
    };
  }

  private RpcApi full(String path) {
    RpcApi.Builder api = common(path.equals("/rpc/v0") ? "Version.v0" : "Version");
    news.forEach((name, values) -> api.stream(channel(name), endless(values)));
    return declared(path, api).build();
  }

  private RpcApi v2() {
    return new RpcApi.Builder()
        .answer(RpcMethod.query("ChainGetTipSet", 1, Permission.READ, JsonForm.RAW), this::recorded)
        .build();
  }

  private RpcApi worker() {
    RpcApi.Builder api = new RpcApi.Builder();
    for (String name : List.of("Version", "Session")) {
      api.answer(
          RpcMethod.query(name, 0, Permission.ADMIN, JsonForm.RAW),
          call -> {
            boolean asked = current.answerTo(call.method().wireName()).isObject();
            return asked ? recorded(call) : result(name);
          });
    }
    return declared("/rpc/v0", api).build();
  }

  /** Every other method of an API, typed. */
  private RpcApi.Builder declared(String path, RpcApi.Builder api) {
    Declarations declarations = Declarations.recorded(endpoint, path);
    for (String name : declarations.byWireName().keySet()) {
      Signature signature = declarations.current(name);
      if (!OWN.contains(signature.declared().name())
          && signature.declared() instanceof RpcMethod<?> method) {
        answer(api, method, signature.params());
      }
    }
    return api;
  }

  private <R> void answer(RpcApi.Builder api, RpcMethod<R> method, List<JsonForm<?>> params) {
    api.answer(
        method,
        call -> {
          for (int i = 0; i < params.size(); i++) {
            call.param(i, lenient(params.get(i)));
          }
          return typed(method, recorded(call));
        });
  }

  /** Go passes on an address that is none, and the method says what it thinks of it. */
  private static JsonForm<?> lenient(JsonForm<?> form) {
    return form.type().equals("address.Address")
        ? ValueJson.addressOrEmpty(NetworkLetter.TESTNET)
        : form;
  }

  private RpcApi.Builder common(String version) {
    return new RpcApi.Builder()
            .answer(CommonApi.VERSION, _ -> typed(CommonApi.VERSION, result(version)))
            .answer(CommonApi.SESSION, _ -> typed(CommonApi.SESSION, result("Session")))
            .answer(CommonApi.START_TIME, _ -> typed(CommonApi.START_TIME, result("StartTime")))
            .answer(CommonApi.LOG_LIST, _ -> typed(CommonApi.LOG_LIST, result("LogList")))
            .answer(CommonApi.DISCOVER, _ -> OpenRpc.describe("Lotus RPC API", "test", List.of()))
            .alias("rpc.discover", CommonApi.DISCOVER)
            .answer(
                CommonApi.AUTH_NEW,
                call -> Tokens.AUTHORITY.sign(call.param(0, CommonApi.AUTH_VERIFY.result())))
            .answer(CommonApi.AUTH_VERIFY, RecordedNode::verify)
            .stream(CommonApi.CLOSING, endless(new LinkedBlockingQueue<>()));
  }

  private static Permissions verify(Call call) throws CallFailed {
    try {
      return Tokens.AUTHORITY.verify(call.param(0, JsonForm.TEXT));
    } catch (TokenRefused e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    }
  }

  private static Source<JsonNode> endless(BlockingQueue<JsonNode> values) {
    return _ ->
        outlet -> {
          while (true) {
            outlet.send(values.take());
          }
        };
  }

  private JsonNode recorded(Call call) throws CallFailed {
    if (buggy) {
      throw new IllegalStateException("a bug");
    }
    JsonNode response = current.answerTo(call.method().wireName());
    JsonNode error = response.path("error");
    if (error.isObject()) {
      throw new CallFailed(
          new RpcError(error.path("code").intValue(), error.path("message").asString()));
    }
    if (!response.has("result") && !call.method().resultType().equals("null")) {
      throw new CallFailed("a request without an id has no recorded answer");
    }
    return response.path("result");
  }

  private JsonNode result(String file) {
    return Recording.of(endpoint, "Filecoin." + file).json().path("response").path("result");
  }

  private static <R> R typed(RpcMethod<R> method, JsonNode recorded) {
    try {
      return method.result().decode(recorded);
    } catch (UnexpectedJson e) {
      throw new IllegalStateException(method.name(), e);
    }
  }

  private static RpcChannel<JsonNode> channel(String name) {
    return new RpcChannel<>(name, 0, Permission.READ, OnLoss.RESUBSCRIBE, JsonForm.RAW);
  }
}
