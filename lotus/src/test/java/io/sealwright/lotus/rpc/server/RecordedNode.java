package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.OpenRpc;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcChannel.OnLoss;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenRefused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;

/**
 * Our server with just the methods that recordings ask for. What depends on a chain's state is
 * answered from the recording being replayed; ids, checks, errors of the framework, permissions and
 * tokens are the server's own.
 */
final class RecordedNode implements AutoCloseable {
  /** Enough of an address to refuse what the recordings hold: {@code t0} is followed by digits. */
  private static final JsonForm<String> ADDRESS =
      JsonForm.TEXT
          .optional()
          .mapped(
              "address.Address",
              text -> checkedAddress(text.orElse("<empty>")),
              text -> Optional.of(text));

  /** Enough of a CID, likewise: the text begins with the sign of base 32. */
  private static final JsonForm<String> CID =
      new JsonForm<>(
          "cid.Cid",
          node -> checkedCid(JsonForm.TEXT.decode(node.path("/"))),
          JsonForm.TEXT::encode);

  private static final JsonForm<?> SECTOR_NUMBER = JsonForm.U64.named("abi.SectorNumber");

  /** What a channel's subscriber is sent next; the test puts it there. */
  final Map<String, BlockingQueue<JsonNode>> news =
      Map.of(
          "ChainNotify", new LinkedBlockingQueue<>(),
          "MpoolSub", new LinkedBlockingQueue<>(),
          "SyncIncomingBlocks", new LinkedBlockingQueue<>());

  private final String endpoint;
  private final RpcServer server;
  private volatile Recording current;

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
          Map.of("/rpc/v0", full("Version.v0"), "/rpc/v1", full("Version"), "/rpc/v2", v2());
      case "miner" -> Map.of("/rpc/v0", miner());
      case "worker" -> Map.of("/rpc/v0", worker());
      default -> throw new IllegalArgumentException(endpoint);
    };
  }

  private RpcApi full(String version) {
    RpcApi.Builder api = common(version);
    api.answer(raw("ChainHead", 0, Permission.READ), this::recorded);
    api.answer(raw("ChainGetTipSet", 1, Permission.READ), this::recorded);
    api.answer(raw("ChainGetTipSetByHeight", 2, Permission.READ), this::recorded);
    api.answer(
        raw("ChainGetMessage", 1, Permission.READ),
        call -> {
          call.param(0, CID);
          return recorded(call);
        });
    api.answer(raw("WalletNew", 1, Permission.WRITE), this::recorded);
    api.answer(
        raw("StateMinerInfo", 2, Permission.READ),
        call -> {
          call.param(0, ADDRESS);
          return recorded(call);
        });
    news.forEach((name, values) -> api.stream(channel(name), endless(values)));
    return api.build();
  }

  private RpcApi v2() {
    return new RpcApi.Builder()
        .answer(raw("ChainGetTipSet", 1, Permission.READ), this::recorded)
        .build();
  }

  private RpcApi miner() {
    return common("Version")
        .answer(raw("ActorAddress", 0, Permission.READ), this::recorded)
        .answer(raw("WorkerStats", 0, Permission.ADMIN), this::recorded)
        .answer(raw("SectorRemove", 1, Permission.ADMIN), this::recorded)
        .answer(
            raw("SectorsStatus", 2, Permission.READ),
            call -> {
              call.param(0, SECTOR_NUMBER);
              return recorded(call);
            })
        .build();
  }

  private RpcApi worker() {
    return new RpcApi.Builder()
        .answer(raw("Version", 0, Permission.ADMIN), _ -> result("Version"))
        .answer(raw("Session", 0, Permission.ADMIN), _ -> result("Session"))
        .answer(raw("WaitQuiet", 0, Permission.ADMIN), _ -> result("WaitQuiet"))
        .answer(
            raw("SetEnabled", 1, Permission.ADMIN),
            call -> {
              call.param(0, JsonForm.BOOL);
              return recorded(call);
            })
        .build();
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
    JsonNode response = current.answerTo(call.method().wireName());
    if (response.has("error")) {
      throw new CallFailed(response.path("error").path("message").asString());
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

  private static RpcMethod<JsonNode> raw(String name, int parameters, Permission permission) {
    return RpcMethod.query(name, parameters, permission, JsonForm.RAW);
  }

  private static RpcChannel<JsonNode> channel(String name) {
    return new RpcChannel<>(name, 0, Permission.READ, OnLoss.RESUBSCRIBE, JsonForm.RAW);
  }

  private static String checkedCid(String text) {
    if (!text.startsWith("b")) {
      throw new IllegalArgumentException("invalid cid: " + text);
    }
    return text;
  }

  private static String checkedAddress(String text) {
    if (!text.equals("<empty>") && !text.matches("[ft]0[0-9]+")) {
      throw new IllegalArgumentException("invalid address payload");
    }
    return text;
  }
}
