package io.sealwright.lotus.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.lotus.rpc.client.ApiAddress.Generation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiAddressTest {
  @ParameterizedTest
  @CsvSource({
    "a.b.c:/ip4/127.0.0.1/tcp/1234/http, a.b.c, ws://127.0.0.1:1234/rpc/v1",
    "/ip4/10.0.0.9/tcp/3456, none, ws://10.0.0.9:3456/rpc/v1",
    "t:/dns4/node.example/tcp/443/wss, t, wss://node.example:443/rpc/v1",
    "t:/dns/node.example/tcp/443/https, t, wss://node.example:443/rpc/v1",
    "t:/ip4/10.0.0.9/tcp/443/tls/http, t, wss://10.0.0.9:443/rpc/v1",
    "t:/ip6/::1/tcp/1234/http, t, ws://[::1]:1234/rpc/v1",
    "http://localhost:1234, none, ws://localhost:1234/rpc/v1",
    "t:http://localhost:1234, t, ws://localhost:1234/rpc/v1",
    "t:https://node.example, t, wss://node.example/rpc/v1",
    "ws://[::1]:99/, none, ws://[::1]:99/rpc/v1",
    "t:wss://node.example/lotus, t, wss://node.example/lotus/rpc/v1"
  })
  void everyFormOfAnAddressIsUnderstood(String entry, String token, String uri) {
    ApiAddress address = ApiAddress.parse(entry);
    assertThat(address.token().orElse("none")).isEqualTo(token);
    assertThat(address.webSocket(Generation.V1)).hasToString(uri);
    assertThat(address.http(Generation.V0))
        .hasToString(uri.replaceFirst("ws", "http").replace("v1", "v0"));
  }

  @Test
  void severalNodesAreSeparatedByCommas() {
    assertThat(ApiAddress.parseAll("a.b.c:/ip4/1.2.3.4/tcp/1/http, http://localhost:2,"))
        .extracting(ApiAddress::authority)
        .containsExactly("1.2.3.4:1", "localhost:2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",|it is empty",
        "nonsense|it has no address that begins with",
        "localhost:1234|it has no address that begins with",
        "token:localhost:1234|it has no address that begins with",
        "ftp://host:1|it has no address that begins with",
        "t:/ip4/1.2.3.4|its address has no /tcp/PORT after the host",
        "t:/ip4/1.2.3.4/udp/1/http|its address has no /tcp/PORT after the host",
        "/ip4/1.2.3.4/1234|its address has no /tcp/PORT after the host",
        "/unix/tcp/tcp/tcp|its address does not begin with /ip4/HOST",
        "/|its address does not begin with /ip4/HOST",
        "/ip4/1.2.3.4/tcp/1/quic|what follows its port is none of /http",
        "FULLNODE_API_INFO=t:/ip4/1.2.3.4/tcp/1/http|no token",
        "http://|its host or its port is missing or malformed",
        "/ip4//tcp/1/http|its host or its port is missing or malformed",
        "/ip4/1.2.3.4/tcp/http|its host or its port is missing or malformed",
        "http://a b:1|its host or its port is missing or malformed",
        "http://localhost:1,t:/ip4/1.2.3.4|of 2, number 2: its address has no /tcp/PORT"
      })
  void ofAnythingElseItIsSaidWhatIsWrong(String info, String fault) {
    assertThatThrownBy(() -> ApiAddress.parseAll(info))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void aLineBeforeTheTokenIsNone() {
    assertThatThrownBy(() -> ApiAddress.parseAll("first line\nt:/ip4/1.2.3.4/tcp/1/http"))
        .hasMessageContaining("no token");
  }

  @ParameterizedTest
  @CsvSource({"http://localhost, false", "http://localhost:80, true", "/dns/a/tcp/443/wss, true"})
  void whetherAPortIsNamedIsKnown(String entry, boolean named) {
    assertThat(ApiAddress.parse(entry).hasPort()).isEqualTo(named);
  }

  @Test
  void aTokenAppearsInNoTextWhereverItStands() {
    assertThat(ApiAddress.parse("secret.to.ken:/ip4/1.2.3.4/tcp/1/http").toString())
        .doesNotContain("secret");
    for (String info :
        List.of(
            "secret.to.ken:nonsense",
            "secret.to.ken",
            "/ip4/1.2.3.4/tcp/1/secret.to.ken",
            "/ip4/1.2.3.4/tcp/1/http:secret.to.ken",
            "http://secret to ken:1")) {
      assertThatThrownBy(() -> ApiAddress.parse(info)).hasMessageNotContaining("secret");
    }
  }
}
