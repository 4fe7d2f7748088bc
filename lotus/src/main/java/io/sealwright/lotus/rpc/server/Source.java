package io.sealwright.lotus.rpc.server;

/** The code behind a channel. */
public interface Source<T> {
  /**
   * Checks the request and says how it is served. The subscriber is told the channel's number after
   * this returns and before the stream begins.
   *
   * @throws CallFailed what the caller is told instead of a number
   */
  Stream<T> open(Call call) throws CallFailed, InterruptedException;

  /** One subscription. */
  interface Stream<T> {
    /**
     * Sends values until the last; the channel closes when this returns.
     *
     * @throws InterruptedException when the subscriber cancels or is gone
     */
    void run(Outlet<T> outlet) throws InterruptedException;
  }

  /** A subscriber. */
  interface Outlet<T> {
    /**
     * Sends one value, and waits while the subscriber is behind. One that stays behind is dropped,
     * which interrupts the stream.
     */
    void send(T value) throws InterruptedException;
  }
}
