package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** A WebSocket that sends what it is told and shows everything it receives. */
final class RawSocket implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
  final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  private RawSocket(HttpClient client, URI uri, String authorization) throws Exception {
    this.socket =
        client
            .newWebSocketBuilder()
            .header("Authorization", authorization)
            .buildAsync(uri, new Listener())
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Opens a socket, or fails as the handshake fails. */
  static RawSocket open(HttpClient client, InetSocketAddress address, String path, String header)
      throws Exception {
    URI uri = URI.create("ws://" + address.getHostString() + ":" + address.getPort() + path);
    return new RawSocket(client, uri, header);
  }

  void send(String frame) throws InterruptedException, ExecutionException, TimeoutException {
    socket.sendText(frame, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void ping(String text) throws InterruptedException, ExecutionException, TimeoutException {
    ByteBuffer data = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    socket.sendPing(data).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The next frame, or a failure if none comes. */
  JsonNode next() throws InterruptedException, UnexpectedJson {
    return RpcJson.parse(await(frames));
  }

  static <T> T await(BlockingQueue<T> queue) throws InterruptedException {
    T item = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (item == null) {
      throw new AssertionError("nothing came in " + PATIENCE_SECONDS + " s");
    }
    return item;
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        frames.add(text.toString());
        text.setLength(0);
      }
      return WebSocket.Listener.super.onText(from, part, last);
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      pings.add(StandardCharsets.US_ASCII.decode(message).toString());
      return WebSocket.Listener.super.onPing(from, message);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      pongs.add(StandardCharsets.US_ASCII.decode(message).toString());
      return WebSocket.Listener.super.onPong(from, message);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      ends.add(code);
      return WebSocket.Listener.super.onClose(from, code, reason);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      ends.add(-1);
    }
  }
}
