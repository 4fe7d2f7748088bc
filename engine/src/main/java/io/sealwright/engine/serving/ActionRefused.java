package io.sealwright.engine.serving;

import io.sealwright.lotus.rpc.RpcException;
import java.io.IOException;

/** Something is not done; the message says why, for whoever asked. */
public final class ActionRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public ActionRefused(String reason) {
    super(reason);
  }

  /** What rests on the chain is not done while it does not answer. */
  static ActionRefused ofChain(RpcException failure) {
    return new ActionRefused("the chain could not be asked: " + failure.getMessage());
  }

  static ActionRefused ofRecords(IOException failure) {
    return new ActionRefused("the records could not be read: " + failure.getMessage());
  }
}
