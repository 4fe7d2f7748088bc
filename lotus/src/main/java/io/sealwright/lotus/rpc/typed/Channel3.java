package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcChannel;
import java.util.List;

/** A channel of three parameters. */
public record Channel3<A, B, C, T>(
    RpcChannel<T> declared, JsonForm<A> first, JsonForm<B> second, JsonForm<C> third)
    implements Signature {
  public Listen<T> listen(A a, B b, C c) {
    return new Listen<>(declared, List.of(first.encode(a), second.encode(b), third.encode(c)));
  }

  @Override
  public JsonForm<T> result() {
    return declared.value();
  }

  @Override
  public List<JsonForm<?>> params() {
    return List.of(first, second, third);
  }
}
