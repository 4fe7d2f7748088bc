package io.sealwright.lotus.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.client.ApiAddress.Generation;
import io.sealwright.lotus.rpc.client.RpcClient.Transport;
import io.sealwright.lotus.rpc.typed.Ask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How nodes that are away, old or broken look to a caller who asks about many things. */
final class ManyCallsFailingTest {
  private static final String SESSIONS =
      "[{\"jsonrpc\":\"2.0\",\"result\":\"s\",\"id\":2},"
          + "{\"jsonrpc\":\"2.0\",\"result\":\"t\",\"id\":1}]";

  @Test
  void answersAreInTheOrderOfTheCalls() throws Exception {
    try (OddNode node = new OddNode(200, SESSIONS, false);
        RpcClient client = client(ClientSettings.DEFAULTS, node.address())) {
      assertThat(ask(client)).containsExactly("t", "s");
      assertThat(node.requests).hasValue(1);
    }
  }

  @Test
  void theyAreAskedAgainWhileTheNodeIsAway() throws IOException {
    try (OddNode node = new OddNode(503, "", false);
        RpcClient client = client(ClientSettings.DEFAULTS.withAttempts(3), node.address())) {
      assertThatThrownBy(() -> ask(client))
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("503");
      assertThat(node.requests).hasValue(3);
    }
  }

  @Test
  void aBodyThatNeverEndsIsGivenUp() throws IOException {
    ClientSettings hasty =
        ClientSettings.DEFAULTS.withAttempts(1).withAnswer(Duration.ofMillis(200));
    try (OddNode node = new OddNode(200, SESSIONS, true);
        RpcClient client = client(hasty, node.address())) {
      assertThatThrownBy(() -> ask(client))
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("no answer to Filecoin.Session")
          .hasMessageContaining("within PT0.2S");
    }
  }

  @Test
  void whoeverWaitsCanBeInterrupted() throws Exception {
    AtomicReference<Throwable> end = new AtomicReference<>();
    try (OddNode node = new OddNode(200, SESSIONS, true);
        RpcClient client = client(ClientSettings.DEFAULTS, node.address())) {
      Thread waiting =
          Thread.ofVirtual()
              .start(() -> end.set(catchThrowableOfType(Exception.class, () -> ask(client))));
      while (node.requests.get() == 0) {
        Thread.onSpinWait();
      }
      waiting.interrupt();
      waiting.join(Duration.ofSeconds(20));
      assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 76})
  void anAnswerBeyondTheLimitIsMisunderstoodAndNotAskedForAgain(int limit) throws IOException {
    try (OddNode node = new OddNode(200, SESSIONS, false);
        RpcClient client =
            client(ClientSettings.DEFAULTS.withMaxAnswerBytes(limit), node.address())) {
      assertThatThrownBy(() -> ask(client))
          .isInstanceOf(Misunderstood.class)
          .hasMessageContaining("exceeds " + limit + " bytes");
      assertThat(node.requests).hasValue(1);
    }
  }

  @Test
  void anAnswerAsLongAsTheLimitIsTaken() throws Exception {
    try (OddNode node = new OddNode(200, SESSIONS, false);
        RpcClient client =
            client(ClientSettings.DEFAULTS.withMaxAnswerBytes(SESSIONS.length()), node.address())) {
      assertThat(ask(client)).containsExactly("t", "s");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aTokenRefusedIsToldAndNotShownAgain(int status) throws IOException {
    try (OddNode node = new OddNode(status, "", false);
        RpcClient client = client(ClientSettings.DEFAULTS, node.address())) {
      Refused refused = catchThrowableOfType(Refused.class, () -> ask(client));
      assertThat(refused.code()).isEqualTo(Refused.TOKEN);
      assertThat(node.requests).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 404})
  void aPlaceWithoutTheApiIsMisunderstood(int status) throws IOException {
    try (OddNode node = new OddNode(status, "elsewhere", false);
        RpcClient client = client(ClientSettings.DEFAULTS, node.address())) {
      assertThatThrownBy(() -> ask(client)).isInstanceOf(Misunderstood.class);
      assertThat(node.requests).hasValue(1);
    }
  }

  @Test
  void whereNobodyListensNothingWasSent() throws IOException {
    try (RpcClient client = client(ClientSettings.DEFAULTS, nobody())) {
      Unreachable unreachable = catchThrowableOfType(Unreachable.class, () -> ask(client));
      assertThat(unreachable.isNeverSent()).isTrue();
      assertThat(unreachable).hasMessageContaining("refused");
    }
  }

  /** A port that was free a moment ago. */
  private static ApiAddress nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return ApiAddress.parse("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private static List<String> ask(RpcClient client) throws Exception {
    Ask<String> session = new Ask<>(CommonApi.SESSION, List.of());
    return client.bulk().ask(List.of(session, session));
  }

  private static RpcClient client(ClientSettings settings, ApiAddress node) {
    return RpcClient.of(List.of(node), Generation.V1, Transport.HTTP, settings, _ -> {});
  }
}
