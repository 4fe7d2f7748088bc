package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.RpcError;

/** What one of many calls gave. */
public sealed interface BulkAnswer<R> {
  /** The result. */
  record Given<R>(R result) implements BulkAnswer<R> {}

  /** The node's refusal of this call; the others are not touched by it. */
  record Denied<R>(RpcError error) implements BulkAnswer<R> {}
}
