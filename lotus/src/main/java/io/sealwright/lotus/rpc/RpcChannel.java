package io.sealwright.lotus.rpc;

import io.sealwright.lotus.rpc.auth.Permission;

/**
 * All that is known of one method whose answer is a stream of values.
 *
 * @param name without the namespace
 * @param parameters how many, exactly
 * @param permission what a caller's token must allow
 * @param onLoss what a subscriber wants when the connection breaks
 * @param value the form of each value
 */
public record RpcChannel<T>(
    String name, int parameters, Permission permission, OnLoss onLoss, JsonForm<T> value)
    implements Declared {

  /** What a subscriber wants when the connection breaks. */
  public enum OnLoss {
    /** News: subscribe again, and say that some may have been missed. */
    RESUBSCRIBE,
    /** One whole: a second stream would begin from the start, so the loss is the end. */
    END
  }

  @Override
  public String resultType() {
    return "<-chan " + value.type();
  }
}
