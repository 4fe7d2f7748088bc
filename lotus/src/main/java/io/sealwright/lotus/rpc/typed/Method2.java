package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcMethod;
import java.util.List;

/** A method of two parameters. */
public record Method2<A, B, R>(RpcMethod<R> declared, JsonForm<A> first, JsonForm<B> second)
    implements Signature {
  public Ask<R> ask(A a, B b) {
    return new Ask<>(declared, List.of(first.encode(a), second.encode(b)));
  }

  @Override
  public JsonForm<R> result() {
    return declared.result();
  }

  @Override
  public List<JsonForm<?>> params() {
    return List.of(first, second);
  }
}
