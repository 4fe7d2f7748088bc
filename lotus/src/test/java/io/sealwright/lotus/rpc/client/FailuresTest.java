package io.sealwright.lotus.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.client.ApiAddress.Generation;
import io.sealwright.lotus.rpc.client.RpcClient.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How nodes that are away, old or broken look to a caller. */
final class FailuresTest {
  private static final String SESSION = "{\"jsonrpc\":\"2.0\",\"result\":\"s\",\"id\":1}";

  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void aQueryIsAskedAgainAfterGrowingPauses() throws IOException {
    try (OddNode node = new OddNode(503, "", false);
        RpcClient client = client(ClientSettings.DEFAULTS.withAttempts(4), node.address())) {
      assertThatThrownBy(() -> client.call(CommonApi.SESSION)).isInstanceOf(Unreachable.class);
      assertThat(node.requests).hasValue(4);
      assertThat(pauses)
          .containsExactly(Duration.ofMillis(100), Duration.ofMillis(150), Duration.ofMillis(225));
    }
  }

  @Test
  void aCommandIsNeverRepeated() throws IOException {
    try (OddNode node = new OddNode(502, "", false);
        OddNode other = new OddNode(200, SESSION, false);
        RpcClient client = client(ClientSettings.DEFAULTS, node.address(), other.address())) {
      assertThatThrownBy(() -> client.call(CommonApi.SHUTDOWN)).isInstanceOf(Unreachable.class);
      assertThat(node.requests).hasValue(1);
      assertThat(other.requests).hasValue(0);
    }
  }

  @Test
  void aCommandThatWasNeverSentGoesToTheNextNode() throws Exception {
    try (OddNode node = new OddNode(200, "{\"jsonrpc\":\"2.0\",\"id\":1}", false);
        RpcClient client = client(ClientSettings.DEFAULTS, nobody(), node.address())) {
      assertThat(client.call(CommonApi.SHUTDOWN)).isEqualTo(Nothing.NOTHING);
      assertThat(node.requests).hasValue(1);
    }
  }

  @Test
  void theNodeThatAnsweredIsAskedFirstFromThenOn() throws Exception {
    try (OddNode broken = new OddNode(503, "", false);
        OddNode good = new OddNode(200, SESSION, false);
        RpcClient client = client(ClientSettings.DEFAULTS, broken.address(), good.address())) {
      assertThat(client.call(CommonApi.SESSION)).isEqualTo("s");
      assertThat(client.call(CommonApi.SESSION)).isEqualTo("s");
      assertThat(broken.requests).hasValue(1);
      assertThat(good.requests).hasValue(2);
    }
  }

  /** A node that is stopped or deadlocked takes connections; what Lotus works on may take long. */
  @Test
  void whatANodeHasAtHandIsNotWaitedForAsForWhatItWorksOn() throws Exception {
    ClientSettings settings =
        ClientSettings.DEFAULTS
            .withAttempts(1)
            .withAnswer(Duration.ofSeconds(2))
            .withAtHand(Duration.ofMillis(200));
    for (String method : List.of("Version", "StateNetworkName", "ChainHead")) {
      RpcMethod<String> atHand = RpcMethod.query(method, 0, Permission.READ, JsonForm.TEXT);
      try (OddNode node = new OddNode(200, SESSION, true);
          RpcClient client = client(settings, node.address())) {
        assertThatThrownBy(() -> client.call(atHand))
            .isInstanceOf(Unreachable.class)
            .hasMessageContaining("within PT0.2S");
      }
    }
    assertThat(settings.answerTo("Filecoin.StateMinerSectors")).isEqualTo(settings.answer());
  }

  @Test
  void aBodyThatNeverEndsIsGivenUp() throws IOException {
    ClientSettings hasty =
        ClientSettings.DEFAULTS.withAttempts(1).withAnswer(Duration.ofMillis(200));
    try (OddNode node = new OddNode(200, SESSION, true);
        RpcClient client = client(hasty, node.address())) {
      assertThatThrownBy(() -> client.call(CommonApi.SESSION))
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("Session");
    }
  }

  @Test
  void anAnswerBeyondTheLimitIsMisunderstoodAndNotAskedForAgain() throws IOException {
    try (OddNode node = new OddNode(200, SESSION, false);
        RpcClient client = client(ClientSettings.DEFAULTS.withMaxAnswerBytes(20), node.address())) {
      assertThatThrownBy(() -> client.call(CommonApi.SESSION)).isInstanceOf(Misunderstood.class);
      assertThat(node.requests).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "[]", "{", "{\"result\":7}", "{\"result\":null}", "{\"id\":1}"})
  void anAnswerThatIsNotWhatTheMethodPromisesIsMisunderstood(String body) throws IOException {
    try (OddNode node = new OddNode(200, body, false);
        RpcClient client = client(ClientSettings.DEFAULTS, node.address())) {
      assertThatThrownBy(() -> client.call(CommonApi.SESSION)).isInstanceOf(Misunderstood.class);
    }
  }

  @Test
  void aPathThatIsNotServedIsMisunderstood() throws IOException {
    try (OddNode node = new OddNode(404, "404 page not found\n", false);
        RpcClient client = client(ClientSettings.DEFAULTS, node.address())) {
      assertThatThrownBy(() -> client.call(CommonApi.SESSION))
          .isInstanceOf(Misunderstood.class)
          .hasMessageContaining("/rpc/v1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "WEB_SOCKET"})
  void aHostThatDoesNotExistIsCalledSo(Transport transport) {
    try (RpcClient client =
        RpcClient.of(
            List.of(ApiAddress.parse("http://nowhere.invalid:1234")),
            Generation.V1,
            transport,
            ClientSettings.DEFAULTS.withAttempts(1),
            pauses::add)) {
      assertThatThrownBy(() -> client.call(CommonApi.SESSION))
          .isInstanceOf(Unreachable.class)
          .hasMessageEndingWith(": no such host");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "WEB_SOCKET"})
  void whatAProxyAnswersIsSaidInTheSameWords(Transport transport) throws IOException {
    ClientSettings once = ClientSettings.DEFAULTS.withAttempts(1);
    try (OddNode gone = new OddNode(404, "", false);
        OddNode forbidding = new OddNode(403, "", false);
        OddNode broken = new OddNode(502, "", false);
        RpcClient toGone = client(transport, once, gone.address());
        RpcClient toForbidding = client(transport, once, forbidding.address());
        RpcClient toBroken = client(transport, once, broken.address())) {
      assertThatThrownBy(() -> toGone.call(CommonApi.SESSION))
          .isInstanceOf(Misunderstood.class)
          .hasMessageStartingWith("nothing is served at ");
      assertThatThrownBy(() -> toForbidding.call(CommonApi.SESSION))
          .isInstanceOf(Refused.class)
          .hasMessageEndingWith(" refuses the token (HTTP 403)");
      assertThatThrownBy(() -> toBroken.call(CommonApi.SESSION))
          .isInstanceOf(Unreachable.class)
          .hasMessageEndingWith(": HTTP 502");
    }
  }

  @Test
  void aRefusalCarriesCodeAndText() throws IOException {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no\"}}";
    try (OddNode node = new OddNode(500, body, false);
        RpcClient client = client(ClientSettings.DEFAULTS, node.address())) {
      Refused refused = catchThrowableOfType(Refused.class, () -> client.call(CommonApi.SESSION));
      assertThat(refused.code()).isEqualTo(-32601);
      assertThat(refused.text()).isEqualTo("no");
      assertThat(node.requests).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "WEB_SOCKET"})
  void whereNobodyListensNothingWasSent(Transport transport) throws IOException {
    try (RpcClient client =
        RpcClient.of(
            List.of(nobody()), Generation.V1, transport, ClientSettings.DEFAULTS, pauses::add)) {
      Unreachable unreachable =
          catchThrowableOfType(Unreachable.class, () -> client.call(CommonApi.SHUTDOWN));
      assertThat(unreachable.isNeverSent()).isTrue();
      assertThat(unreachable).hasMessageEndingWith(": connection refused");
      assertThat(pauses).hasSize(ClientSettings.DEFAULTS.attempts() - 1);
    }
  }

  private RpcClient client(ClientSettings settings, ApiAddress... nodes) {
    return client(Transport.HTTP, settings, nodes);
  }

  private RpcClient client(Transport transport, ClientSettings settings, ApiAddress... nodes) {
    return RpcClient.of(
        List.of(nodes),
        Generation.V1,
        transport,
        settings,
        time -> {
          if (time.isPositive()) {
            pauses.add(time);
          }
        });
  }

  /** A port that was free a moment ago. */
  private static ApiAddress nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return ApiAddress.parse("http://127.0.0.1:" + socket.getLocalPort());
    }
  }
}
