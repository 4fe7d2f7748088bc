package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcMethod;
import java.util.List;

/** A method of one parameter. */
public record Method1<A, R>(RpcMethod<R> declared, JsonForm<A> first) implements Signature {
  public Ask<R> ask(A a) {
    return new Ask<>(declared, List.of(first.encode(a)));
  }

  @Override
  public JsonForm<R> result() {
    return declared.result();
  }

  @Override
  public List<JsonForm<?>> params() {
    return List.of(first);
  }
}
