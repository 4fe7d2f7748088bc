package io.sealwright.lotus.rpc;

import io.sealwright.lotus.rpc.auth.Permission;

/**
 * All that is known of one method that answers once.
 *
 * @param name without the namespace
 * @param parameters how many, exactly
 * @param effect what asking twice would do
 * @param permission what a caller's token must allow
 * @param result the form of the answer
 */
public record RpcMethod<R>(
    String name, int parameters, Effect effect, Permission permission, JsonForm<R> result)
    implements Declared {

  /** What asking twice would do. A QUERY that got no answer is repeated, a COMMAND never. */
  public enum Effect {
    QUERY,
    COMMAND
  }

  public static <R> RpcMethod<R> query(
      String name, int parameters, Permission permission, JsonForm<R> result) {
    return new RpcMethod<>(name, parameters, Effect.QUERY, permission, result);
  }

  public static <R> RpcMethod<R> command(
      String name, int parameters, Permission permission, JsonForm<R> result) {
    return new RpcMethod<>(name, parameters, Effect.COMMAND, permission, result);
  }

  @Override
  public String resultType() {
    return result.type();
  }
}
