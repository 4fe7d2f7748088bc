package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcChannel;
import java.util.List;

/** A channel of one parameter. */
public record Channel1<A, T>(RpcChannel<T> declared, JsonForm<A> first) implements Signature {
  public Listen<T> listen(A a) {
    return new Listen<>(declared, List.of(first.encode(a)));
  }

  @Override
  public JsonForm<T> result() {
    return declared.value();
  }

  @Override
  public List<JsonForm<?>> params() {
    return List.of(first);
  }
}
