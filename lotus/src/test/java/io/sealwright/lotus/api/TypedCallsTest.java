package io.sealwright.lotus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ApiAddress.Generation;
import io.sealwright.lotus.rpc.client.ChannelEvent;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.client.RpcClient.Transport;
import io.sealwright.lotus.rpc.client.Subscription;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.rpc.server.RpcServer;
import io.sealwright.lotus.rpc.server.ServerSettings;
import io.sealwright.lotus.rpc.server.Serving;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client and a server that know the same declarations exchange values, never JSON. */
final class TypedCallsTest {
  private static final FullApi MAINNET = FullApi.of(NetworkLetter.MAINNET);
  private static final FullApi TESTNET = FullApi.of(NetworkLetter.TESTNET);
  private static final TipsetKey HEAD = new TipsetKey(List.of());
  private static final TokenAuthority TOKENS =
      new TokenAuthority(new byte[TokenAuthority.SECRET_BYTES]);

  private final RpcServer server =
      RpcServer.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          new Serving(Map.of("/rpc/v1", api()), TOKENS, Optional.empty()),
          ServerSettings.DEFAULTS);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void valuesArriveAsTheyWereGiven() throws Exception {
    try (RpcClient client = client()) {
      assertThat(client.call(MAINNET.wallet().list().ask()))
          .containsExactly(Address.parse("f01000"));
      assertThat(client.call(MAINNET.wallet().balance().ask(Address.parse("f0123"))))
          .isEqualTo(TokenAmount.ofDecimal("123"));
      assertThat(client.call(MAINNET.state().lookupId().ask(Address.parse("f07"), HEAD)))
          .isEqualTo(Address.parse("f07"));
      assertThat(
              client.call(
                  MAINNET
                      .randomness()
                      .fromBeacon()
                      .ask(4L, new Epoch(-22), ByteString.of((byte) 1, (byte) 2), HEAD)))
          .isEqualTo(ByteString.of((byte) 1, (byte) 2));
    }
  }

  @Test
  void aStreamIsTyped() throws Exception {
    try (RpcClient client = client();
        Subscription<ByteString> pieces =
            client.subscribe(MAINNET.chain().export().listen(new Epoch(2), true, HEAD))) {
      Duration patience = Duration.ofSeconds(20);

      assertThat(pieces.next(patience))
          .contains(new ChannelEvent.Value<>(ByteString.of((byte) 2, (byte) 1)));
      assertThat(pieces.next(patience)).contains(new ChannelEvent.Value<>(ByteString.EMPTY));
      assertThat(pieces.next(patience)).contains(new ChannelEvent.Closed<>());
    }
  }

  @Test
  void theServerRefusesInItsWords() throws Exception {
    try (RpcClient client = client()) {
      Ask<TokenAmount> ask = MAINNET.wallet().balance().ask(Address.parse("f01"));

      assertThat(catchThrowableOfType(Refused.class, () -> client.call(ask)).text())
          .isEqualTo("actor not found");
    }
  }

  @Test
  void aRequestHasItsNumberOfParameters() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ask<>(MAINNET.wallet().balance().declared(), List.of()))
        .withMessage("WalletBalance takes 1 parameters, not 0");
  }

  /** Of another network: addresses are read with either letter. */
  private static RpcApi api() {
    return new RpcApi.Builder()
            .answer(TESTNET.wallet().list(), () -> List.of(Address.parse("t01000")))
            .answer(TESTNET.wallet().balance(), TypedCallsTest::balance)
            .answer(TESTNET.state().lookupId(), (address, _) -> address)
            .answer(TESTNET.randomness().fromBeacon(), (_, _, entropy, _) -> entropy)
            .stream(
                TESTNET.chain().export(),
                (epochs, skip, _) ->
                    outlet -> {
                      outlet.send(ByteString.of((byte) epochs.height(), (byte) (skip ? 1 : 0)));
                      outlet.send(ByteString.EMPTY);
                    })
            .build();
  }

  private static TokenAmount balance(Address address) throws CallFailed {
    if (address.equals(Address.parse("t01"))) {
      throw new CallFailed("actor not found");
    }
    return TokenAmount.ofDecimal(address.text(NetworkLetter.MAINNET).substring(2));
  }

  private RpcClient client() {
    ApiAddress address =
        new ApiAddress(
            Optional.of(TOKENS.sign(Permissions.ALL)),
            false,
            "127.0.0.1:" + server.address().getPort(),
            "");
    return RpcClient.of(
        List.of(address), Generation.V1, Transport.HTTP, ClientSettings.DEFAULTS, Pause.REAL);
  }
}
