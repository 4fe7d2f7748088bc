package io.sealwright.lotus.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcChannel.OnLoss;
import io.sealwright.lotus.rpc.auth.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What exceeds a limit is refused or dropped, and the next caller is served. */
final class LimitsTest {
  private static final int SMALL = 1 << 16;
  private static final String SESSION =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin.Session\",\"params\":[]}";
  private static final RpcChannel<String> FLOOD =
      new RpcChannel<>("Flood", 0, Permission.READ, OnLoss.END, JsonForm.TEXT);

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch floodEnded = new CountDownLatch(1);
  private Optional<RpcServer> server = Optional.empty();

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.ifPresent(RpcServer::close);
  }

  @Test
  void aBodyOverTheLimitIsAParseError() throws Exception {
    serve(ServerSettings.DEFAULTS.withMaxRequestBytes(SMALL));
    HttpResponse<String> response = post(SESSION + " ".repeat(SMALL));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("-32700").contains("65536").contains("\"id\":null");
    assertIsHealthy();
  }

  @Test
  void aLargeBodyWithinTheLimitIsServed() throws Exception {
    serve(ServerSettings.DEFAULTS);
    assertThat(post(SESSION + " ".repeat(3 << 20)).body()).contains("\"result\":\"s\"");
  }

  @Test
  void aBatchOverTheLimitIsRefusedWhole() throws Exception {
    serve(ServerSettings.DEFAULTS);
    String batch = "[" + (SESSION + ",").repeat(HttpEndpoint.MAX_BATCH) + SESSION + "]";
    assertThat(post(batch).body()).contains("-32005").doesNotContain("result");
    assertIsHealthy();
  }

  @Test
  void anExponentBeyondAnyNumberIsNoJson() throws Exception {
    serve(ServerSettings.DEFAULTS);
    String call = SESSION.replace("[]", "[1e9999999999999999999999]");
    assertThat(call).isNotEqualTo(SESSION);
    assertThat(post(call).body()).contains("-32700");
    try (RawSocket socket = socket()) {
      socket.send(call);
      socket.send(SESSION);
      assertThat(socket.next().path("result").asString()).isEqualTo("s");
    }
  }

  @Test
  void aBodyThatComesTooSlowlyIsCutOff() throws Exception {
    serve(ServerSettings.DEFAULTS.withTimes(Duration.ofMillis(300), Duration.ofSeconds(5)));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      OutputStream out = socket.getOutputStream();
      out.write(ascii("POST /rpc/v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"));
      out.flush();
      InputStream in = socket.getInputStream();
      socket.setSoTimeout(20_000);
      assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
          .doesNotContain("HTTP/1.1 200");
    }
    assertIsHealthy();
  }

  @Test
  void aFrameOverTheLimitEndsItsSocketAlone() throws Exception {
    serve(ServerSettings.DEFAULTS.withMaxRequestBytes(SMALL));
    try (RawSocket greedy = socket();
        RawSocket modest = socket()) {
      try {
        greedy.send("\"" + "x".repeat(2 * SMALL) + "\"");
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(IOException.class); // Ended while it was still sending.
      }
      assertThat(RawSocket.await(greedy.ends)).isNotNull();
      modest.send(SESSION);
      assertThat(modest.next().path("result").asString()).isEqualTo("s");
    }
  }

  @Test
  void aSocketOverTheLimitIsRefusedUntilAnotherCloses() throws Exception {
    serve(ServerSettings.DEFAULTS.withMaxSockets(1));
    try (RawSocket first = socket()) {
      first.send(SESSION);
      first.next();
      assertThatThrownBy(this::socket).hasStackTraceContaining("WebSocketHandshakeException");
    }
    assertIsHealthy();
    awaitSocket();
  }

  @Test
  void callsOverTheLimitOfASocketAreRefused() throws Exception {
    serve(ServerSettings.DEFAULTS.withSocketLimits(1, 100));
    try (RawSocket socket = socket()) {
      socket.send(call(1, "Closing"));
      assertThat(socket.next().path("result").intValue()).isEqualTo(1);
      socket.send(call(2, "Session"));
      assertThat(socket.next().path("error").path("code").intValue()).isEqualTo(-32005);
      socket.send("{\"jsonrpc\":\"2.0\",\"method\":\"xrpc.cancel\",\"params\":[1]}");
      assertThat(socket.next().path("method").asString()).isEqualTo("xrpc.ch.close");
    }
  }

  @Test
  void aSubscriberThatDoesNotReadIsDropped() throws Exception {
    serve(
        ServerSettings.DEFAULTS
            .withTimes(Duration.ofMillis(500), Duration.ofSeconds(5))
            .withSocketLimits(10, 10));
    try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), port())) {
      OutputStream out = deaf.getOutputStream();
      out.write(
          ascii(
              """
              GET /rpc/v1 HTTP/1.1\r
              Host: x\r
              Upgrade: websocket\r
              Connection: Upgrade\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              Sec-WebSocket-Version: 13\r
              \r
              """));
      out.write(maskedFrame(call(1, "Flood")));
      out.flush();
      assertThat(floodEnded.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertIsHealthy();
  }

  @Test
  void aSocketThatGoesAwayEndsItsStreams() throws Exception {
    serve(ServerSettings.DEFAULTS);
    try (RawSocket socket = socket()) {
      socket.send(call(1, "Flood"));
      socket.next();
    }
    assertThat(floodEnded.await(30, TimeUnit.SECONDS)).isTrue();
    assertIsHealthy();
  }

  private void serve(ServerSettings settings) {
    String block = "x".repeat(1 << 20);
    RpcApi api =
        new RpcApi.Builder()
            .answer(CommonApi.SESSION, _ -> "s").stream(
                    CommonApi.CLOSING, _ -> _ -> new CountDownLatch(1).await())
                .stream(
                    FLOOD,
                    _ ->
                        outlet -> {
                          try {
                            while (true) {
                              outlet.send(block);
                            }
                          } finally {
                            floodEnded.countDown();
                          }
                        })
                .build();
    server =
        Optional.of(
            RpcServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Serving(Map.of("/rpc/v1", api), Tokens.AUTHORITY, Optional.empty()),
                settings));
  }

  private int port() {
    return server.orElseThrow().address().getPort();
  }

  private RawSocket socket() throws Exception {
    InetSocketAddress address = server.orElseThrow().address();
    return RawSocket.open(client, address, "/rpc/v1", "Bearer " + Tokens.ALL);
  }

  /** The place of a closed socket is free once the server has noticed. */
  private void awaitSocket() throws Exception {
    for (int attempt = 0; attempt < 200; attempt++) {
      try (RawSocket socket = socket()) {
        socket.send(SESSION);
        assertThat(socket.next().path("result").asString()).isEqualTo("s");
        return;
      } catch (ExecutionException _) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError("the place of the closed socket was never free");
  }

  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/rpc/v1"))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private void assertIsHealthy() throws Exception {
    assertThat(post(SESSION).body()).isEqualTo("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":\"s\"}\n");
  }

  private static String call(int id, String method) {
    return SESSION.replace("Session", method).replace("\"id\":1", "\"id\":" + id);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A short text frame as a client sends it, masked with zeros. */
  private static byte[] maskedFrame(String text) {
    byte[] payload = ascii(text);
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return frame;
  }
}
