package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.auth.TokenVerifier;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a server serves.
 *
 * @param apis by path, such as {@code /rpc/v1}
 * @param tokens says what a caller may do
 * @param ready for {@code /health/readyz}; a server without health pages has none
 */
public record Serving(
    Map<String, RpcApi> apis, TokenVerifier tokens, Optional<BooleanSupplier> ready) {
  public Serving {
    apis = Map.copyOf(apis);
  }
}
