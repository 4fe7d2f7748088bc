package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcMethod;
import java.util.List;

/** A method of no parameters. */
public record Method0<R>(RpcMethod<R> declared) implements Signature {
  public Ask<R> ask() {
    return new Ask<>(declared, List.of());
  }

  @Override
  public JsonForm<R> result() {
    return declared.result();
  }

  @Override
  public List<JsonForm<?>> params() {
    return List.of();
  }
}
