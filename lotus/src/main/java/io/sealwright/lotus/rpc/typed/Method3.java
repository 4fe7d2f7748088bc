package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcMethod;
import java.util.List;

/** A method of three parameters. */
public record Method3<A, B, C, R>(
    RpcMethod<R> declared, JsonForm<A> first, JsonForm<B> second, JsonForm<C> third)
    implements Signature {
  public Ask<R> ask(A a, B b, C c) {
    return new Ask<>(declared, List.of(first.encode(a), second.encode(b), third.encode(c)));
  }

  @Override
  public JsonForm<R> result() {
    return declared.result();
  }

  @Override
  public List<JsonForm<?>> params() {
    return List.of(first, second, third);
  }
}
