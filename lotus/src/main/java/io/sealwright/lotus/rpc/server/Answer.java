package io.sealwright.lotus.rpc.server;

/** The code behind a method. It runs on a virtual thread of its own, and may block. */
public interface Answer<R> {
  /**
   * The result.
   *
   * @throws CallFailed what the caller is told instead
   * @throws InterruptedException if the caller withdrew the call
   */
  R to(Call call) throws CallFailed, InterruptedException;
}
