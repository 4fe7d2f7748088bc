package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.RpcError;

/** A call that ends with an error for its caller. */
public final class CallFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RpcError error;

  public CallFailed(RpcError error) {
    super(error.message());
    this.error = error;
  }

  /** An ordinary failure, told in the words given. */
  public CallFailed(String text) {
    this(new RpcError(RpcError.FAILED, text));
  }

  public RpcError error() {
    return error;
  }
}
