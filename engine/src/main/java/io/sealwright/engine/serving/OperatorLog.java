package io.sealwright.engine.serving;

import io.sealwright.engine.store.ActionTable.Order;

/** Where it is written down what operators have done. */
public interface OperatorLog {
  /** Who asks by Lotus's API, which does not tell more. */
  String API = "API";

  /** Something that is done for somebody. */
  interface Deed<R> {
    R done() throws ActionRefused, InterruptedException;
  }

  /** Does something, which is written down before it begins, and again when it has ended. */
  <R> R noting(Order order, Deed<R> deed) throws ActionRefused, InterruptedException;
}
