package io.sealwright.lotus.rpc.client;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import org.junit.jupiter.api.Test;

/** A client whose node is still awaited. */
final class LaterClientTest {
  @Test
  void asksNobodyUntilThereIsANode() throws Exception {
    try (RpcClient later = RpcClient.later("still awaited")) {
      assertThatExceptionOfType(Unreachable.class)
          .isThrownBy(() -> later.call(CommonApi.VERSION))
          .withMessage("still awaited")
          .matches(Unreachable::isNeverSent);
      assertThatExceptionOfType(Unreachable.class).isThrownBy(later::bulk);
      try (RpcClient other =
          RpcClient.of(
              ApiAddress.parseAll("http://127.0.0.1:1"),
              ApiAddress.Generation.V1,
              RpcClient.Transport.HTTP,
              ClientSettings.DEFAULTS.withAttempts(1),
              Pause.REAL)) {
        later.ask(other);
        assertThatExceptionOfType(Unreachable.class)
            .isThrownBy(() -> later.call(CommonApi.VERSION))
            .withMessageContaining("127.0.0.1:1");
      }
    }
  }
}
