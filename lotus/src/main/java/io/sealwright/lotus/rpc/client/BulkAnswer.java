package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException.Refused;

/** What one of many calls gave. */
public sealed interface BulkAnswer<R> {
  /** The result. */
  record Given<R>(R result) implements BulkAnswer<R> {}

  /** The node's refusal of this call; the others are not touched by it. */
  record Denied<R>(RpcError error) implements BulkAnswer<R> {}

  /** The result; a refusal is thrown. */
  default R orThrow() throws Refused {
    return switch (this) {
      case Given<R>(R result) -> result;
      case Denied<R>(RpcError error) -> throw new Refused(error.code(), error.message());
    };
  }
}
