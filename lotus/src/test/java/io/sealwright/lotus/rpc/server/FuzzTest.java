package io.sealwright.lotus.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.lotus.rpc.RpcJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Requests nobody should send, drawn from a seed: mutations of the recorded ones as bodies, as
 * frames and as bytes on the wire. Each answer must be a proper one, and afterwards the server must
 * answer as before.
 *
 * <p>A failure names its seed; {@code -Dsealwright.fuzz.seed=…} repeats it.
 */
final class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("sealwright.fuzz.requests", 5000);
  private static final long SEED = Long.getLong("sealwright.fuzz.seed", 20260806);

  /** Kept small, so that limits are met as well. */
  private static final int MAX_BYTES = 4096;

  private static final Set<Integer> PROPER = Set.of(200, 400, 401, 404, 500);
  private static final List<String> VERBS = List.of("POST", "PUT", "GET", "OPTIONS", "PATCH");
  private static final List<String> TOKENS =
      List.of("", "x", "Bearer", "Bearer x.y.z", "Bearer " + Tokens.ALL, "Bearer " + Tokens.ADMIN);
  private static final List<String> SNIPPETS =
      List.of(
          "null",
          "[]",
          "{}",
          "\"\"",
          "-1",
          "1e999",
          "99999999999999999999999",
          "true",
          "\u0000",
          "\"Filecoin.ChainNotify\"",
          "\"xrpc.cancel\"",
          "\"xrpc.ch.val\"",
          "[[[[[[[[[",
          "\ud83d",
          "\"id\":",
          "\"params\":",
          ",",
          "}",
          "\\u",
          "\"\\ud800\"",
          "[1,2,3,4,5,6,7,8,9]");

  private final Random random = new Random(SEED);
  private final List<String> seeds =
      Stream.of("full", "miner")
          .flatMap(endpoint -> Recording.all(endpoint, "error.").stream())
          .map(Recording::requestText)
          .filter(text -> !text.isEmpty())
          .distinct()
          .toList();

  @Test
  void nothingSentHereHarmsTheServer() throws Exception {
    ServerSettings settings =
        ServerSettings.DEFAULTS.withMaxRequestBytes(MAX_BYTES).withSocketLimits(20, 100);
    try (HttpClient client = HttpClient.newHttpClient();
        RecordedNode node = new RecordedNode("full", settings)) {
      Recording good = Recording.of("full", "Filecoin.Version");
      for (int i = 0; i < REQUESTS; ) {
        int kind = random.nextInt(100);
        if (kind < 80) {
          post(client, node, i++);
        } else if (kind < 99) {
          i += frames(client, node, Math.min(50, REQUESTS - i));
        } else {
          bytes(node);
          i++;
        }
      }
      HttpResponse<String> after = send(client, node, "POST", good.requestText(), bearer());
      assertThat(RpcJson.parse(after.body()))
          .as("seed %d", SEED)
          .isEqualTo(good.json().path("response"));
    }
  }

  private void post(HttpClient client, RecordedNode node, int number) throws Exception {
    String body = mutated();
    HttpResponse<String> response = send(client, node, pick(VERBS), body, pick(TOKENS));
    assertThat(response.statusCode())
        .as("seed %d, request %d: %s", SEED, number, body)
        .isIn(PROPER);
    if (!response.body().isEmpty()) {
      assertThat(isProper(RpcJson.parse(response.body())))
          .as("seed %d, request %d: %s gave %s", SEED, number, body, response.body())
          .isTrue();
    }
  }

  /** A reply, or an array of them; none may tell of a bug of the server's own. */
  private static boolean isProper(JsonNode reply) {
    if (reply.isArray()) {
      return !reply.isEmpty() && reply.values().stream().allMatch(FuzzTest::isProper);
    }
    boolean one = reply.has("result") != reply.has("error");
    boolean noBug = !reply.has("error") || reply.path("error").path("code").asInt(0) != 0;
    return reply.has("id") && one && noBug;
  }

  /**
   * Several frames on a socket of their own, and two good calls one after the other that must be
   * answered: what the frames begot has its replies before the second.
   */
  private int frames(HttpClient client, RecordedNode node, int count) throws Exception {
    try (RawSocket socket = RawSocket.open(client, node.address(), "/rpc/v1", bearer())) {
      for (int i = 0; i < count; i++) {
        String frame = mutated();
        socket.send(frame.length() < MAX_BYTES / 4 ? frame : frame.substring(0, MAX_BYTES / 4));
      }
      for (String last : List.of("last but one", "last")) {
        JsonNode reply = repliesUntil(last, socket);
        assertThat(reply.has("result") || reply.path("error").path("code").asInt() == -32005)
            .as("seed %d: %s", SEED, reply)
            .isTrue();
      }
      return count;
    }
  }

  /** Asks for the session, and looks at every frame that comes before the answer, and at that. */
  private static JsonNode repliesUntil(String id, RawSocket socket) throws Exception {
    socket.send("{\"id\":\"" + id + "\",\"method\":\"Filecoin.Session\",\"params\":[]}");
    return properUntil(id, socket);
  }

  private static JsonNode properUntil(String id, RawSocket socket) throws Exception {
    while (true) {
      JsonNode reply = socket.next();
      boolean ofChannel = reply.path("method").asString("").startsWith("xrpc.ch.");
      assertThat(ofChannel || isProper(reply)).as("seed %d: %s", SEED, reply).isTrue();
      if (reply.path("id").asString("").equals(id)) {
        return reply;
      }
    }
  }

  @Test
  void aPanicIsSeenInBothHalves() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient();
        RecordedNode node = new RecordedNode("full", ServerSettings.DEFAULTS);
        RawSocket socket = RawSocket.open(client, node.address(), "/rpc/v1", bearer())) {
      node.replayBug();
      String call = Recording.of("full", "Filecoin.ChainHead").requestText();
      JsonNode reply = RpcJson.parse(send(client, node, "POST", call, bearer()).body());
      assertThat(reply.path("error").path("code").asInt(-1)).isZero();
      assertThat(isProper(reply)).isFalse();
      socket.send(call);
      // Calls on a socket run side by side: only its own reply is certain to tell.
      String id = reply.path("id").asString("");
      assertThatThrownBy(() -> properUntil(id, socket)).isInstanceOf(AssertionError.class);
    }
  }

  /** Bytes that need not be HTTP. The server may answer or hang up. */
  private void bytes(RecordedNode node) throws IOException {
    String text =
        pick(VERBS)
            + " /rpc/v1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 20\r\n\r\n"
            + mutated();
    byte[] raw = damaged(text).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.address().getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(raw);
      out.flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // What it says is not looked at: only that it comes to an end.
      }
    } catch (SocketException _) {
      // Hung up while we were still sending.
    }
  }

  private static HttpResponse<String> send(
      HttpClient client, RecordedNode node, String verb, String body, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + node.address().getPort() + "/rpc/v1"))
            .version(HttpClient.Version.HTTP_1_1)
            .method(verb, BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String mutated() {
    String text = pick(seeds);
    for (int i = random.nextInt(4); i >= 0; i--) {
      text = damaged(text);
    }
    // Half a surrogate pair cannot be sent: it becomes a question mark.
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private String damaged(String text) {
    int at = random.nextInt(text.length() + 1);
    int to = at + random.nextInt(text.length() - at + 1);
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(to);
      case 2 -> text.substring(0, at) + pick(SNIPPETS) + text.substring(to);
      case 3 -> text.substring(0, at) + pick(SNIPPETS) + text.substring(at);
      case 4 -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(at);
      default -> text.substring(0, to) + text.substring(at);
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String bearer() {
    return "Bearer " + Tokens.ALL;
  }
}
