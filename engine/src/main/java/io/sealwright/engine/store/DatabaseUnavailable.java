package io.sealwright.engine.store;

/** A database cannot be reached, or holds what is not ours. */
public final class DatabaseUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
