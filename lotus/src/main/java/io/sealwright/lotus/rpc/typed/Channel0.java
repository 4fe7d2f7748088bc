package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcChannel;
import java.util.List;

/** A channel of no parameters. */
public record Channel0<T>(RpcChannel<T> declared) implements Signature {
  public Listen<T> listen() {
    return new Listen<>(declared, List.of());
  }

  @Override
  public JsonForm<T> result() {
    return declared.value();
  }

  @Override
  public List<JsonForm<?>> params() {
    return List.of();
  }
}
