package io.sealwright.lotus.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Recorded WebSocket sessions, frame by frame; a channel's values are the recorded ones. */
final class SocketRecordingsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @AfterAll
  static void stop() {
    CLIENT.close();
  }

  static Stream<Recording> sessions() {
    return endpoints()
        .flatMap(endpoint -> Recording.all(endpoint, "ws.").stream())
        .filter(recording -> recording.json().has("frames"));
  }

  static Stream<Recording> handshakes() {
    return endpoints().flatMap(endpoint -> Recording.all(endpoint, "ws.handshake").stream());
  }

  static Stream<String> endpoints() {
    return Stream.of("full", "miner", "worker");
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void saysTheSameFramesInTheSameOrder(Recording recording) throws Exception {
    try (RecordedNode node = new RecordedNode(recording.endpoint(), ServerSettings.DEFAULTS);
        RawSocket socket =
            RawSocket.open(CLIENT, node.address(), recording.path(), "Bearer " + Tokens.ALL)) {
      node.replay(headOf(recording));
      Session session = new Session(node, socket, recording.json().path("frames"));
      for (JsonNode step : recording.json().path("frames").values()) {
        session.step(step);
      }
      assertThat(socket.frames).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void refusesTheHandshakeAsLotusDoes(Recording recording) {
    try (RecordedNode node = new RecordedNode(recording.endpoint(), ServerSettings.DEFAULTS)) {
      String header = recording.json().path("authorization").asString();
      assertThatThrownBy(() -> RawSocket.open(CLIENT, node.address(), "/rpc/v0", header))
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> {
                JsonNode handshake = recording.json().path("handshake");
                assertThat(e.getResponse().statusCode())
                    .isEqualTo(handshake.path("status").intValue());
                assertThat(e.getResponse().headers().firstValue("Content-Length")).contains("0");
                assertThat(e.getResponse().headers().firstValue("Content-Type")).isEmpty();
              });
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void answersAPingWithItsDataAndSendsEmptyOnes(String endpoint) throws Exception {
    List<JsonNode> received =
        List.copyOf(Recording.of(endpoint, "ws.client-ping").json().path("received").values());
    ServerSettings often =
        ServerSettings.DEFAULTS.withTimes(Duration.ofSeconds(30), Duration.ofMillis(50));
    try (RecordedNode node = new RecordedNode(endpoint, often);
        RawSocket socket =
            RawSocket.open(CLIENT, node.address(), "/rpc/v0", "Bearer " + Tokens.ALL)) {
      socket.ping("hello");
      for (JsonNode frame : received) {
        boolean isPong = frame.path("opcode").intValue() == 10;
        assertThat(RawSocket.await(isPong ? socket.pongs : socket.pings))
            .isEqualTo(frame.path("data").asString());
      }
    }
  }

  @Test
  void pingsAsOftenAsLotus() {
    List<JsonNode> received =
        List.copyOf(Recording.of("full", "ws.client-ping").json().path("received").values());
    double interval = received.get(2).path("t").asDouble() - received.get(1).path("t").asDouble();
    assertThat(ServerSettings.DEFAULTS.pingEvery().toMillis())
        .isEqualTo(Math.round(interval * 1000));
  }

  /** Any call of ChainHead in a session is answered with the head recorded there. */
  private static Recording headOf(Recording session) {
    JsonNode found = session.json();
    for (JsonNode step : session.json().path("frames").values()) {
      if (step.path("frame").path("result").has("Cids")) {
        found = step.path("frame");
      }
    }
    JsonNode call =
        parse("{\"request\":{\"method\":\"Filecoin.ChainHead\"},\"response\":" + found + "}");
    return new Recording(session.endpoint(), session.name(), call);
  }

  private static JsonNode parse(String text) {
    try {
      return RpcJson.parse(text);
    } catch (UnexpectedJson e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** Replays one session: sends what the client sent, and expects what the server said. */
  private static final class Session {
    private final RecordedNode node;
    private final RawSocket socket;
    private final Map<String, String> methodOfRequest = new HashMap<>();
    private final Map<Integer, String> methodOfChannel = new HashMap<>();
    private final Queue<JsonNode> early = new ArrayDeque<>();
    private final Set<String> answered = new HashSet<>();
    private final Set<String> outstanding = new HashSet<>();

    Session(RecordedNode node, RawSocket socket, JsonNode frames) {
      this.node = node;
      this.socket = socket;
      for (JsonNode step : frames.values()) {
        if (step.path("dir").asString().equals("server->client") && step.path("frame").has("id")) {
          answered.add(step.path("frame").path("id").toString());
        }
      }
    }

    void step(JsonNode step) throws Exception {
      JsonNode frame = step.path("frame");
      if (step.has("control")) {
        return;
      }
      if (step.path("dir").asString().equals("client->server")) {
        String id = frame.path("id").toString();
        methodOfRequest.put(id, frame.path("method").asString(""));
        awaitReplies();
        if (answered.contains(id)) {
          outstanding.add(id);
        }
        socket.send(frame.isString() ? frame.asString() : RpcJson.write(frame));
      } else {
        expect(frame);
      }
    }

    private void expect(JsonNode frame) throws Exception {
      if (frame.path("method").asString("").equals("xrpc.ch.val")) {
        int channel = frame.path("params").get(0).intValue();
        String method = Objects.requireNonNull(methodOfChannel.get(channel));
        Objects.requireNonNull(node.news.get(method)).add(frame.path("params").get(1));
      } else if (frame.path("result").isInt()) {
        String method = methodOfRequest.getOrDefault(frame.path("id").toString(), "");
        methodOfChannel.put(frame.path("result").intValue(), method.replace("Filecoin.", ""));
      }
      assertThat(next(frame)).isEqualTo(frame);
    }

    /**
     * Two channels opened at once may get each other's numbers, there and here: so a request waits
     * for the reply to the one before.
     */
    private void awaitReplies() throws Exception {
      while (!outstanding.isEmpty()) {
        early.add(receive());
      }
    }

    private JsonNode next(JsonNode wanted) throws Exception {
      return early.remove(wanted) ? wanted : receive();
    }

    private JsonNode receive() throws Exception {
      JsonNode found = socket.next();
      outstanding.remove(found.path("id").toString());
      return found;
    }
  }
}
