package io.sealwright.app.replay;

import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcChannel.OnLoss;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.server.Call;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.rpc.server.RpcServer;
import io.sealwright.lotus.rpc.server.ServerSettings;
import io.sealwright.lotus.rpc.server.Serving;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A full node or a miner that answers what was recorded, by method and parameters. A call for which
 * there is no recording is refused with words that name it.
 *
 * <pre>
 *   try (ReplayingPeer node = ReplayingPeer.fullNode().with("MpoolPending.one").start()) {
 *     … "--full-node-api", node.apiInfo() …
 *   }
 * </pre>
 */
public final class ReplayingPeer implements AutoCloseable {
  private static final TokenAuthority TOKENS =
      new TokenAuthority(new byte[TokenAuthority.SECRET_BYTES]);

  private final RpcServer server;
  private final List<Asked> asked;

  private ReplayingPeer(RpcServer server, List<Asked> asked) {
    this.server = server;
    this.asked = asked;
  }

  /** What one method answers. */
  public interface Answering {
    JsonNode to(List<JsonNode> params) throws CallFailed, InterruptedException;
  }

  /** A full node that answers at {@code /rpc/v1}, and so far only who it is. */
  public static Builder fullNode() {
    return new Builder("full", "/rpc/v1").with("Version", "StateNetworkName", "Session");
  }

  /** A miner that answers at {@code /rpc/v0}, and so far only who it is. */
  public static Builder miner() {
    return new Builder("miner", "/rpc/v0").with("Version", "ActorAddress", "Session");
  }

  /** A sealing worker that answers at {@code /rpc/v0}, and so far only who it is. */
  public static Builder worker() {
    return new Builder("worker", "/rpc/v0").with("Version", "ProcessSession");
  }

  /** An API_INFO with a token that allows everything. */
  public String apiInfo() {
    return apiInfo(Permissions.ALL);
  }

  /** An API_INFO with a token of just these permissions. */
  public String apiInfo(Permissions permissions) {
    return TOKENS.sign(permissions) + ":" + address();
  }

  /** The multiaddress, without a token. */
  public String address() {
    return "/ip4/127.0.0.1/tcp/" + server.address().getPort() + "/http";
  }

  /** What was asked so far, in order. */
  public List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /** The names of the methods asked so far, in order. */
  public List<String> methods() {
    return asked().stream().map(Asked::method).toList();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Collects what a peer answers. */
  public static final class Builder {
    private final String endpoint;
    private final String path;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, Map<List<JsonNode>, Deque<JsonNode>>> exact = new HashMap<>();
    private final Map<String, Answering> answers = new HashMap<>();
    private final Map<String, Permission> permissions = new HashMap<>();
    private final Map<String, List<JsonNode>> streams = new LinkedHashMap<>();
    private final Map<String, Integer> streamCounts = new HashMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    Builder(String endpoint, String path) {
      this.endpoint = endpoint;
      this.path = path;
    }

    /**
     * Recorded calls, to be answered for the recorded parameters; null stands for an empty list. A
     * call given twice is answered by each in turn, and then by the last for ever.
     *
     * @param names as of files: {@code ChainHead}, {@code MpoolPending.one}
     */
    public Builder with(String... names) {
      for (String name : names) {
        Exchange exchange = Exchange.of(endpoint, name);
        String method = bare(exchange.method());
        counts.put(method, exchange.params().size());
        exact
            .computeIfAbsent(method, _ -> new HashMap<>())
            .computeIfAbsent(normal(exchange.params()), _ -> new ArrayDeque<>())
            .add(exchange.response());
      }
      return this;
    }

    /** Recorded calls that are answered whatever the parameters. */
    public Builder withAny(String... names) {
      for (String name : names) {
        Exchange exchange = Exchange.of(endpoint, name);
        answer(
            bare(exchange.method()), exchange.params().size(), _ -> outcome(exchange.response()));
      }
      return this;
    }

    /** A method answered by code, in place of what was given for it before. */
    public Builder answer(String method, int parameters, Answering answering) {
      counts.put(method, parameters);
      exact.remove(method);
      answers.put(method, answering);
      return this;
    }

    /** A method that is answered with one value, whatever the parameters. */
    public Builder answer(String method, int parameters, JsonNode result) {
      return answer(method, parameters, _ -> result);
    }

    /** A channel that sends these values and ends. */
    public Builder stream(String method, int parameters, List<JsonNode> values) {
      streamCounts.put(method, parameters);
      streams.put(method, List.copyOf(values));
      return this;
    }

    /** What a token must allow; READ for a method that is not named here. */
    public Builder needs(Permission permission, String... methods) {
      for (String method : methods) {
        permissions.put(method, permission);
      }
      return this;
    }

    /** Serves. */
    public ReplayingPeer start() {
      RpcApi.Builder api = new RpcApi.Builder();
      counts.forEach((method, parameters) -> api.answer(declared(method, parameters), this::reply));
      streams.forEach((method, values) ->
          api.stream(
              new RpcChannel<>(
                  method,
                  streamCounts.getOrDefault(method, 0),
                  needed(method),
                  OnLoss.END,
                  JsonForm.RAW),
              call -> {
                asked.add(new Asked(method, call.params()));
                return outlet -> {
                  for (JsonNode value : values) {
                    outlet.send(value);
                  }
                };
              }));
      RpcServer server =
          RpcServer.start(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              new Serving(Map.of(path, api.build()), TOKENS, Optional.empty()),
              ServerSettings.DEFAULTS);
      return new ReplayingPeer(server, asked);
    }

    private RpcMethod<JsonNode> declared(String method, int parameters) {
      return RpcMethod.query(method, parameters, needed(method), JsonForm.RAW);
    }

    private Permission needed(String method) {
      return permissions.getOrDefault(method, Permission.READ);
    }

    private JsonNode reply(Call call) throws CallFailed, InterruptedException {
      String method = call.method().name();
      asked.add(new Asked(method, call.params()));
      Answering answering = answers.get(method);
      if (!exact.containsKey(method) && answering != null) {
        return answering.to(call.params());
      }
      Deque<JsonNode> recorded = exact.getOrDefault(method, Map.of()).get(normal(call.params()));
      if (recorded == null) {
        throw new CallFailed("not recorded: " + method + call.params());
      }
      synchronized (recorded) {
        return outcome(recorded.size() > 1 ? recorded.remove() : recorded.element());
      }
    }

    private static JsonNode outcome(JsonNode response) throws CallFailed {
      JsonNode error = response.path("error");
      if (error.isObject()) {
        throw new CallFailed(
            new RpcError(error.path("code").asInt(), error.path("message").asString()));
      }
      return response.path("result");
    }

    /** Null and an empty list ask for the same. */
    private static List<JsonNode> normal(List<JsonNode> params) {
      return params.stream()
          .map(param -> param.isArray() && param.isEmpty() ? NullNode.getInstance() : param)
          .toList();
    }

    private static String bare(String method) {
      return method.substring(Declared.NAMESPACE.length());
    }
  }
}
