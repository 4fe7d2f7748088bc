package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One WebSocket to a node, from handshake to loss.
 *
 * <p>The listener files each frame with who waits for it. A channel's feed is entered under its
 * number when the answer with that number is read, before the next frame is, so that no value is
 * missed. Any frame is a sign of life; an old node sends none unasked, so pings are sent from here.
 */
final class SocketConnection {
  private static final Logger LOG = LoggerFactory.getLogger(SocketConnection.class);

  /** A socket that has been silent for so many pings is lost. */
  private static final int SILENT_PINGS = 6;

  private final ClientSettings settings;
  private final Waiting waiting = new Waiting();
  private final AtomicLong lastId = new AtomicLong();
  private final ReentrantLock sending = new ReentrantLock();
  private volatile Optional<WebSocket> socket = Optional.empty();
  private volatile long lastHeard = System.nanoTime();

  private SocketConnection(ClientSettings settings) {
    this.settings = settings;
  }

  /** Opens a connection, and begins to ping on it. */
  static SocketConnection open(
      HttpClient http, ApiAddress address, ApiAddress.Generation api, ClientSettings settings)
      throws RpcException, InterruptedException {
    SocketConnection connection = new SocketConnection(settings);
    connection.shakeHands(http, address, address.webSocket(api));
    Thread.ofVirtual().name("rpc-socket-pings").start(connection::keepAlive);
    return connection;
  }

  private void shakeHands(HttpClient http, ApiAddress address, URI uri)
      throws RpcException, InterruptedException {
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(settings.connect());
    address.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    Future<WebSocket> opening = builder.buildAsync(uri, new Listener());
    try {
      socket = Optional.of(opening.get(settings.connect().toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      opening.cancel(true);
      throw notOpened(address, uri, e);
    }
  }

  private static RpcException notOpened(ApiAddress address, URI uri, Exception e) {
    String reason = Trouble.reason(e);
    if (e.getCause() instanceof WebSocketHandshakeException handshake) {
      int status = handshake.getResponse().statusCode();
      switch (status) {
        case Trouble.UNAUTHORIZED, Trouble.FORBIDDEN -> {
          return Trouble.tokenRefused(address, status);
        }
        case Trouble.NOT_FOUND -> {
          return Trouble.nothingServed(uri);
        }
        default -> reason = "HTTP " + status;
      }
    }
    return Unreachable.neverSent("no connection to " + address + ": " + reason, e);
  }

  boolean isLost() {
    return waiting.isLost();
  }

  /** Makes one call and waits for its answer. */
  JsonNode ask(String method, List<JsonNode> params) throws RpcException, InterruptedException {
    return ask(lastId.incrementAndGet(), method, params, Optional.empty());
  }

  /** Opens a channel whose values go to a feed. Returns the number by which it is cancelled. */
  long open(String method, List<JsonNode> params, Feed feed)
      throws RpcException, InterruptedException {
    long id = lastId.incrementAndGet();
    JsonNode channel = ask(id, method, params, Optional.of(feed));
    if (!channel.isIntegralNumber()) {
      throw new RpcException.Misunderstood(method + " opened no channel: " + channel);
    }
    return id;
  }

  /** Who gives up, by time or interruption, withdraws the call. */
  private JsonNode ask(long id, String method, List<JsonNode> params, Optional<Feed> channel)
      throws RpcException, InterruptedException {
    Feed answer = new Feed(1);
    if (!waiting.add(id, answer, channel)) {
      throw Unreachable.neverSent(method + ": the connection is lost", new IOException());
    }
    boolean answered = false;
    try {
      send(Messages.request(id, method, params));
      Optional<Feed.Item> item = answer.next(settings.answer());
      answered = item.isPresent();
      return switch (item.orElseThrow(() -> noAnswer(method))) {
        case Feed.Item.Frame(JsonNode json) -> Messages.result(json, method);
        case Feed.Item.Lost(String reason) -> throw new Unreachable(method + ": " + reason);
        case Feed.Item.Closed _ -> throw new Unreachable(method + ": the connection was closed");
      };
    } finally {
      waiting.remove(id);
      if (!answered) {
        cancel(id);
      }
    }
  }

  /** Withdraws a call or closes a channel, by the number of the request. Says nothing back. */
  void cancel(long request) {
    try {
      JsonNode id = JsonNodeFactory.instance.numberNode(request);
      send(Messages.notification("xrpc.cancel", List.of(id)));
    } catch (Unreachable e) {
      LOG.debug("not cancelled: {}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    lose("closed by this side");
  }

  private static Unreachable noAnswer(String method) {
    return new Unreachable("no answer to " + method + " in time");
  }

  private void send(String frame) throws Unreachable, InterruptedException {
    sending.lockInterruptibly();
    try {
      Future<WebSocket> sent = socket.orElseThrow().sendText(frame, true);
      sent.get(settings.connect().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      lose("a frame could not be sent: " + Trouble.reason(e));
      throw Unreachable.unanswered("the connection is lost", e);
    } finally {
      sending.unlock();
    }
  }

  /**
   * Pings until the connection is lost. The JDK can miss the end of a connection that closes right
   * behind a frame: it then reports nothing, and the next ping is never done.
   */
  private void keepAlive() {
    Duration silence = settings.pingEvery().multipliedBy(SILENT_PINGS);
    try {
      while (!isLost()) {
        Thread.sleep(settings.pingEvery());
        if (System.nanoTime() - lastHeard > silence.toNanos()) {
          lose("silent for " + silence);
        } else if (!isLost()) {
          Future<WebSocket> pinged = socket.orElseThrow().sendPing(ByteBuffer.allocate(0));
          pinged.get(settings.pingEvery().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      lose("a ping could not be sent: " + Trouble.reason(e));
    } catch (InterruptedException _) {
      lose("given up");
    }
  }

  /** Ends everything that waits on this connection. The first reason stands. */
  private void lose(String reason) {
    waiting.lose(reason);
    socket.ifPresent(WebSocket::abort);
  }

  private void file(String text) {
    try {
      JsonNode frame = RpcJson.parse(text);
      JsonNode params = frame.path("params");
      long channel = params.path(0).asLong(-1);
      switch (frame.path("method").asString("")) {
        case "xrpc.ch.val" -> waiting.value(channel, params.path(1));
        case "xrpc.ch.close" -> waiting.closed(channel);
        default -> {
          if (!waiting.answer(frame)) {
            LOG.debug("an answer nobody waits for");
          }
        }
      }
    } catch (UnexpectedJson e) {
      lose("the node sent a frame that is " + e.getMessage());
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public void onOpen(WebSocket from) {
      socket = Optional.of(from);
      WebSocket.Listener.super.onOpen(from);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      lastHeard = System.nanoTime();
      if (message.length() + part.length() > settings.maxAnswerBytes()) {
        lose("a frame exceeds " + settings.maxAnswerBytes() + " bytes");
        return WebSocket.Listener.super.onText(from, part, last);
      }
      message.append(part);
      if (last) {
        String text = message.toString();
        message.setLength(0);
        file(text);
      }
      return WebSocket.Listener.super.onText(from, part, last);
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
      lastHeard = System.nanoTime();
      return WebSocket.Listener.super.onPing(from, data);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
      lastHeard = System.nanoTime();
      return WebSocket.Listener.super.onPong(from, data);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      lose("the node closed the connection (" + code + ")");
      return WebSocket.Listener.super.onClose(from, code, reason);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      lose("the connection broke: " + Trouble.reason(error));
    }
  }
}
