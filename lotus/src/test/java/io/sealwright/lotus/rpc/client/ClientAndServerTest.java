package io.sealwright.lotus.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcChannel.OnLoss;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.client.ApiAddress.Generation;
import io.sealwright.lotus.rpc.client.RpcClient.Transport;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.rpc.server.RpcServer;
import io.sealwright.lotus.rpc.server.ServerSettings;
import io.sealwright.lotus.rpc.server.Serving;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Our client asks our server, over real connections. */
final class ClientAndServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final TokenAuthority TOKENS =
      new TokenAuthority(new byte[TokenAuthority.SECRET_BYTES]);
  private static final NodeVersion VERSION =
      new NodeVersion("v1.36.2+test", new ApiVersion(2, 3, 0), 4, Optional.of("sealwright"));

  private static final RpcMethod<Long> DOUBLE =
      RpcMethod.query("Double", 1, Permission.READ, JsonForm.I64);
  private static final RpcMethod<String> FAIL =
      RpcMethod.query("Fail", 0, Permission.READ, JsonForm.TEXT);
  private static final RpcMethod<String> HANG =
      RpcMethod.query("Hang", 0, Permission.READ, JsonForm.TEXT);
  private static final RpcMethod<String> BUG =
      RpcMethod.query("Bug", 0, Permission.READ, JsonForm.TEXT);
  private static final RpcChannel<Long> COUNT =
      new RpcChannel<>("Count", 1, Permission.READ, OnLoss.END, JsonForm.I64);
  private static final RpcChannel<Long> NEWS =
      new RpcChannel<>("News", 0, Permission.READ, OnLoss.RESUBSCRIBE, JsonForm.I64);

  private final CountDownLatch hung = new CountDownLatch(1);
  private final CountDownLatch withdrawn = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private RpcServer server = serve(0);

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aCallGivesATypedResult(Transport transport) throws Exception {
    try (RpcClient client = client(transport, Permissions.ALL)) {
      assertThat(client.call(CommonApi.VERSION)).isEqualTo(VERSION);
      assertThat(client.call(DOUBLE, JsonForm.I64.encode(1L << 60))).isEqualTo(1L << 61);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void anErrorOfTheMethodIsRefusedInItsOwnWords(Transport transport) {
    try (RpcClient client = client(transport, Permissions.ALL)) {
      Refused refused = catchThrowableOfType(Refused.class, () -> client.call(FAIL));
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.text()).isEqualTo("actor not found <&>");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aMissingPermissionIsTold(Transport transport) {
    try (RpcClient client = client(transport, Permissions.of(Permission.ADMIN))) {
      Refused refused = catchThrowableOfType(Refused.class, () -> client.call(FAIL));
      assertThat(refused.isPermissionMissing()).isTrue();
      assertThat(refused.text()).isEqualTo("missing permission to invoke 'Fail' (need 'read')");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aForeignTokenIsRefusedAsSuch(Transport transport) {
    try (RpcClient client = client(transport, Optional.of("x.y.z"), ClientSettings.DEFAULTS)) {
      Refused refused = catchThrowableOfType(Refused.class, () -> client.call(FAIL));
      assertThat(refused.isTokenRefused()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aBugOfTheServerIsItsCodeZero(Transport transport) {
    try (RpcClient client = client(transport, Permissions.ALL)) {
      Refused refused = catchThrowableOfType(Refused.class, () -> client.call(BUG));
      assertThat(refused.code()).isZero();
      assertThat(refused.text())
          .startsWith("fatal error calling 'Filecoin.Bug': panic in rpc method 'Filecoin.Bug': ");
    }
  }

  @Test
  void aCallGivenUpIsWithdrawnAtTheServer() throws Exception {
    ClientSettings hasty =
        ClientSettings.DEFAULTS.withAttempts(1).withAnswer(Duration.ofMillis(500));
    try (RpcClient client = client(Transport.WEB_SOCKET, Optional.empty(), hasty)) {
      assertThatThrownBy(() -> client.call(HANG)).isInstanceOf(Unreachable.class);
      assertThat(hung.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(withdrawn.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aChannelGivesItsValuesInOrderAndThenItsEnd() throws Exception {
    try (RpcClient client = client(Transport.HTTP, Permissions.ALL);
        Subscription<Long> count = client.subscribe(COUNT, JsonForm.I64.encode(1000L))) {
      for (long i = 0; i < 1000; i++) {
        assertThat(count.next(PATIENCE)).contains(new ChannelEvent.Value<>(i));
      }
      assertThat(count.next(PATIENCE)).contains(new ChannelEvent.Closed<>());
    }
  }

  @Test
  void closingASubscriptionCancelsItsSource() throws Exception {
    try (RpcClient client = client(Transport.HTTP, Permissions.ALL)) {
      try (Subscription<Long> news = client.subscribe(NEWS)) {
        assertThat(news.next(PATIENCE)).contains(new ChannelEvent.Value<>(7L));
      }
      assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aBadParameterOpensNoChannel() {
    try (RpcClient client = client(Transport.HTTP, Permissions.ALL)) {
      Refused refused =
          catchThrowableOfType(
              Refused.class, () -> client.subscribe(COUNT, JsonForm.TEXT.encode("x")).close());
      assertThat(refused.code()).isEqualTo(-32700);
      assertThat(refused.text())
          .isEqualTo(
              "unmarshaling params for 'Filecoin.Count' (param: *int64): "
                  + "json: cannot unmarshal string into Go value of type int64");
    }
  }

  @Test
  void newsGoOnAfterALostConnectionAndTellOfTheGap() throws Exception {
    try (RpcClient client = client(Transport.WEB_SOCKET, Permissions.ALL);
        Subscription<Long> news = client.subscribe(NEWS)) {
      assertThat(news.next(PATIENCE)).contains(new ChannelEvent.Value<>(7L));
      restart();
      assertThat(news.next(PATIENCE).orElseThrow()).isInstanceOf(ChannelEvent.Gap.class);
      assertThat(news.next(PATIENCE)).contains(new ChannelEvent.Value<>(7L));
      assertThat(client.call(CommonApi.VERSION)).isEqualTo(VERSION);
    }
  }

  @Test
  void aWholeIsNotBegunAgainAfterALostConnection() throws Exception {
    RpcChannel<Long> whole = new RpcChannel<>("News", 0, Permission.READ, OnLoss.END, JsonForm.I64);
    try (RpcClient client = client(Transport.WEB_SOCKET, Permissions.ALL);
        Subscription<Long> stream = client.subscribe(whole)) {
      assertThat(stream.next(PATIENCE)).contains(new ChannelEvent.Value<>(7L));
      restart();
      assertThatThrownBy(() -> stream.next(PATIENCE)).isInstanceOf(Unreachable.class);
    }
  }

  @Test
  void aMethodTakesExactlyItsParameters() {
    try (RpcClient client = client(Transport.HTTP, Permissions.ALL)) {
      assertThatThrownBy(() -> client.call(DOUBLE)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void restart() {
    int port = server.address().getPort();
    server.close();
    server = serve(port);
  }

  private RpcServer serve(int port) {
    RpcApi api =
        new RpcApi.Builder()
                .answer(CommonApi.VERSION, _ -> VERSION)
                .answer(DOUBLE, call -> Math.multiplyExact(2, call.param(0, JsonForm.I64)))
                .answer(
                    FAIL,
                    _ -> {
                      throw new CallFailed("actor not found <&>");
                    })
                .answer(
                    BUG,
                    _ -> {
                      throw new IllegalStateException("planted");
                    })
                .answer(HANG, _ -> hang())
                .stream(
                    COUNT,
                    call -> {
                      long end = call.param(0, JsonForm.I64);
                      return outlet -> {
                        for (long i = 0; i < end; i++) {
                          outlet.send(i);
                        }
                      };
                    })
                .stream(
                    NEWS,
                    _ ->
                        outlet -> {
                          outlet.send(7L);
                          waitForEver(cancelled);
                        })
                .build();
    return RpcServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        new Serving(Map.of("/rpc/v1", api), TOKENS, Optional.empty()),
        ServerSettings.DEFAULTS);
  }

  private String hang() throws InterruptedException {
    hung.countDown();
    waitForEver(withdrawn);
    return "never";
  }

  private static void waitForEver(CountDownLatch told) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      told.countDown();
      throw e;
    }
  }

  private RpcClient client(Transport transport, Permissions permissions) {
    ClientSettings settings = ClientSettings.DEFAULTS.withPingEvery(Duration.ofMillis(250));
    return client(transport, Optional.of(TOKENS.sign(permissions)), settings);
  }

  private RpcClient client(Transport transport, Optional<String> token, ClientSettings settings) {
    ApiAddress address =
        new ApiAddress(token, false, "127.0.0.1:" + server.address().getPort(), "");
    return RpcClient.of(List.of(address), Generation.V1, transport, settings, Pause.REAL);
  }

  /** Keeps the raw form in use here honest: any JSON passes unchanged. */
  @Test
  void rawValuesPassUnchanged() throws Exception {
    RpcMethod<JsonNode> raw = RpcMethod.query("Double", 1, Permission.READ, JsonForm.RAW);
    try (RpcClient client = client(Transport.HTTP, Permissions.ALL)) {
      assertThat(client.call(raw, JsonForm.I64.encode(21L)).longValue()).isEqualTo(42);
    }
  }
}
