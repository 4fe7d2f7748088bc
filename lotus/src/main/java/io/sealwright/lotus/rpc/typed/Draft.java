package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcChannel.OnLoss;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.RpcMethod.Effect;
import io.sealwright.lotus.rpc.auth.Permission;

/** A method whose parameters are still to be named. */
public record Draft<R>(String name, Effect effect, Permission permission, JsonForm<R> result) {

  /** Asking twice changes nothing. */
  public static <R> Draft<R> query(String name, Permission permission, JsonForm<R> result) {
    return new Draft<>(name, Effect.QUERY, permission, result);
  }

  /** Asking twice may do it twice. */
  public static <R> Draft<R> command(String name, Permission permission, JsonForm<R> result) {
    return new Draft<>(name, Effect.COMMAND, permission, result);
  }

  public static <T> OfChannel<T> channel(
      String name, Permission permission, OnLoss onLoss, JsonForm<T> value) {
    return new OfChannel<>(name, permission, onLoss, value);
  }

  public Method0<R> taking() {
    return new Method0<>(of(0));
  }

  public <A> Method1<A, R> taking(JsonForm<A> a) {
    return new Method1<>(of(1), a);
  }

  public <A, B> Method2<A, B, R> taking(JsonForm<A> a, JsonForm<B> b) {
    return new Method2<>(of(2), a, b);
  }

  public <A, B, C> Method3<A, B, C, R> taking(JsonForm<A> a, JsonForm<B> b, JsonForm<C> c) {
    return new Method3<>(of(3), a, b, c);
  }

  public <A, B, C, D> Method4<A, B, C, D, R> taking(
      JsonForm<A> a, JsonForm<B> b, JsonForm<C> c, JsonForm<D> d) {
    return new Method4<>(of(4), a, b, c, d);
  }

  public <A, B, C, D, E> Method5<A, B, C, D, E, R> taking(
      JsonForm<A> a, JsonForm<B> b, JsonForm<C> c, JsonForm<D> d, JsonForm<E> e) {
    return new Method5<>(of(5), a, b, c, d, e);
  }

  private RpcMethod<R> of(int parameters) {
    return new RpcMethod<>(name, parameters, effect, permission, result);
  }

  /** A channel whose parameters are still to be named. */
  public record OfChannel<T>(String name, Permission permission, OnLoss onLoss, JsonForm<T> value) {
    public Channel0<T> taking() {
      return new Channel0<>(of(0));
    }

    public <A> Channel1<A, T> taking(JsonForm<A> a) {
      return new Channel1<>(of(1), a);
    }

    public <A, B, C> Channel3<A, B, C, T> taking(JsonForm<A> a, JsonForm<B> b, JsonForm<C> c) {
      return new Channel3<>(of(3), a, b, c);
    }

    private RpcChannel<T> of(int parameters) {
      return new RpcChannel<>(name, parameters, permission, onLoss, value);
    }
  }
}
