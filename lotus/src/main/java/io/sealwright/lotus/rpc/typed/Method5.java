package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcMethod;
import java.util.List;

/** A method of five parameters. */
public record Method5<A, B, C, D, E, R>(
    RpcMethod<R> declared,
    JsonForm<A> first,
    JsonForm<B> second,
    JsonForm<C> third,
    JsonForm<D> fourth,
    JsonForm<E> fifth)
    implements Signature {
  public Ask<R> ask(A a, B b, C c, D d, E e) {
    return new Ask<>(
        declared,
        List.of(
            first.encode(a), second.encode(b), third.encode(c), fourth.encode(d), fifth.encode(e)));
  }

  @Override
  public JsonForm<R> result() {
    return declared.result();
  }

  @Override
  public List<JsonForm<?>> params() {
    return List.of(first, second, third, fourth, fifth);
  }
}
