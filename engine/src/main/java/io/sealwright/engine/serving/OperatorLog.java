package io.sealwright.engine.serving;

/** Where it is written down what operators have done. */
public interface OperatorLog {
  /** Who asks by Lotus's API, which does not tell more. */
  String API = "API";

  /** Something that is done for somebody. */
  interface Deed<R> {
    R done() throws ActionRefused, InterruptedException;
  }

  /**
   * What somebody wants to do.
   *
   * @param what a word or two, the same for all of a kind
   * @param details to which things, with which options
   */
  record Order(String who, String what, String details) {}

  /** Does something, which is written down before it begins, and again when it has ended. */
  <R> R noting(Order order, Deed<R> deed) throws ActionRefused, InterruptedException;
}
