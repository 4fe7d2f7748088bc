package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.RpcMethod.Effect;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.lotus.rpc.typed.Listen;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/**
 * Asks a node, or of several the one that answered last. A query that got no answer is asked of the
 * next node at once, and of all of them again after a pause that grows; a command is, only if it
 * certainly was not sent. What a node refuses is not asked elsewhere.
 */
public final class RpcClient implements AutoCloseable {
  /** What the JDK's client reads at a time: its own 16 KiB make long answers dear. */
  private static final String BUFFER = "jdk.httpclient.bufsize";

  private static final String BUFFER_BYTES = Integer.toString(256 << 10);

  static {
    if (System.getProperty(BUFFER) == null) {
      System.setProperty(BUFFER, BUFFER_BYTES);
    }
  }

  private final String awaited;
  private volatile Optional<Means> means;
  private volatile int preferred;

  /** What calls travel by. Channels always take a WebSocket. */
  public enum Transport {
    HTTP,
    WEB_SOCKET
  }

  /** What nodes are asked with. */
  private record Means(
      HttpClient http,
      List<? extends Route> calls,
      List<SocketRoute> sockets,
      List<HttpRoute> bulk,
      ClientSettings settings,
      Pause pause) {}

  private RpcClient(Optional<Means> means, String awaited) {
    this.means = means;
    this.awaited = awaited;
  }

  /**
   * A client of a node that is still awaited. Until it has one, whatever it is asked fails as if a
   * node did not answer, and nothing is sent anywhere.
   *
   * @param awaited what a failure says
   */
  public static RpcClient later(String awaited) {
    return new RpcClient(Optional.empty(), awaited);
  }

  /** Asks from now on as another client does, and closes with it. */
  public void ask(RpcClient other) {
    means = other.means;
  }

  private Means means() throws Unreachable {
    return means.orElseThrow(() -> Unreachable.neverSent(awaited, new IOException(awaited)));
  }

  /**
   * A client of the nodes at these addresses. Connects when it is first asked.
   *
   * @param nodes at least one; the first is preferred
   */
  public static RpcClient of(
      List<ApiAddress> nodes,
      ApiAddress.Generation api,
      Transport transport,
      ClientSettings settings,
      Pause pause) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("no node to ask");
    }
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(settings.connect())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    List<SocketRoute> sockets =
        nodes.stream().map(node -> new SocketRoute(http, node, api, settings)).toList();
    List<HttpRoute> requests =
        nodes.stream().map(node -> new HttpRoute(http, node, api, settings)).toList();
    List<? extends Route> calls =
        switch (transport) {
          case HTTP -> requests;
          case WEB_SOCKET -> sockets;
        };
    return new RpcClient(
        Optional.of(new Means(http, calls, sockets, requests, settings, pause)), "");
  }

  /** The answer to a request. */
  public <R> R call(Ask<R> ask) throws RpcException, InterruptedException {
    return call(ask.method(), ask.params().toArray(JsonNode[]::new));
  }

  /** The result of a method. */
  public <R> R call(RpcMethod<R> method, JsonNode... params)
      throws RpcException, InterruptedException {
    List<JsonNode> given = counted(method, params);
    Means with = means();
    JsonNode result =
        repeat(with, with.calls, method.effect(), route -> route.ask(method.wireName(), given));
    return Messages.decode(result, method.result(), method.wireName());
  }

  /** A way to ask the node that answered last about many things, always by HTTP. */
  public BulkCalls bulk() throws Unreachable {
    Means with = means();
    return new BulkCalls(with.bulk.get(preferred), with.settings, with.pause);
  }

  /** Opens a channel. */
  public <T> Subscription<T> subscribe(Listen<T> listen) throws RpcException, InterruptedException {
    return subscribe(listen.channel(), listen.params().toArray(JsonNode[]::new));
  }

  /** Opens a channel. */
  public <T> Subscription<T> subscribe(RpcChannel<T> channel, JsonNode... params)
      throws RpcException, InterruptedException {
    return new Subscription<>(channel, counted(channel, params), this::open);
  }

  @Override
  public void close() {
    means.ifPresent(with -> {
      with.sockets.forEach(SocketRoute::close);
      with.http.shutdownNow();
    });
  }

  private Subscription.Opened open(String method, List<JsonNode> params)
      throws RpcException, InterruptedException {
    Means with = means();
    return repeat(
        with,
        with.sockets,
        Effect.QUERY,
        route -> {
          SocketConnection connection = route.connection();
          Feed feed = new Feed(with.settings.valuesWaiting());
          return new Subscription.Opened(connection, connection.open(method, params, feed), feed);
        });
  }

  private interface Attempt<W, R> {
    R on(W route) throws RpcException, InterruptedException;
  }

  private <W, R> R repeat(Means with, List<W> routes, Effect effect, Attempt<W, R> attempt)
      throws RpcException, InterruptedException {
    int first = preferred;
    for (int number = 1; ; number++) {
      int route = (first + number - 1) % routes.size();
      try {
        R result = attempt.on(routes.get(route));
        preferred = route;
        return result;
      } catch (Unreachable e) {
        boolean harmless = effect == Effect.QUERY || e.isNeverSent();
        if (!harmless || number >= with.settings.attempts()) {
          throw e;
        }
      }
      int round = number / routes.size();
      boolean roundIsOver = number % routes.size() == 0;
      with.pause.of(with.settings.pauseBefore(roundIsOver ? round + 1 : 1));
    }
  }

  private static List<JsonNode> counted(Declared method, JsonNode... params) {
    if (params.length != method.parameters()) {
      throw new IllegalArgumentException(
          method.name() + " takes " + method.parameters() + " parameters, not " + params.length);
    }
    return List.of(params);
  }
}
