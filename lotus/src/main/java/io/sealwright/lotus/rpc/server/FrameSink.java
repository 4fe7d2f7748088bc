package io.sealwright.lotus.rpc.server;

import java.time.Duration;

/** The connection under a socket, as the socket needs it. */
interface FrameSink {
  /** Sends text; false if it was not taken in time or the connection is gone. */
  boolean text(String frame, Duration patience) throws InterruptedException;

  /** Sends a ping without data; the same answer. */
  boolean ping(Duration patience) throws InterruptedException;

  /** Ends the connection at once, whatever is on its way. */
  void drop();
}
