package io.sealwright.engine.stage;

/** A stage was asked to stop and did; it can be run again and goes on. */
public final class Stopped extends Exception {
  private static final long serialVersionUID = 1L;

  Stopped(Throwable cause) {
    super("stopped", cause);
  }
}
