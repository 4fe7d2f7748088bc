package io.sealwright.engine.serving;

import io.sealwright.engine.store.ActionTable.Order;
import io.sealwright.lotus.rpc.server.Caller;
import java.util.Optional;

/** Where it is written down what operators have done. */
public interface OperatorLog {
  /** Who asks by Lotus's API, which tells no more of it than where the call comes from. */
  static String api(Caller caller) {
    return "API from " + caller.address();
  }

  /** Something that is done for somebody. */
  interface Deed<R> {
    R done() throws ActionRefused, InterruptedException;
  }

  /** Does something, which is written down before it begins, and again when it has ended. */
  <R> R noting(Order order, Deed<R> deed) throws ActionRefused, InterruptedException;

  /**
   * Writes down what is done to the process alone, which is done even where that cannot be written
   * down. It neither fails nor takes longer than a few seconds.
   *
   * @param refusal why it is not done; empty if it is
   */
  void noted(Order order, Optional<String> refusal);
}
