package io.sealwright.lotus.rpc.client;

import java.time.Duration;

/** Lets time pass between attempts; a test lets it pass at once. */
public interface Pause {
  Pause REAL = Thread::sleep;

  void of(Duration time) throws InterruptedException;
}
