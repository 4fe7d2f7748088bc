package io.sealwright.engine.work.path;

/** A folder cannot be the storage path that is wanted; the message is one line with its name. */
public final class PathRefused extends Exception {
  private static final long serialVersionUID = 1L;

  PathRefused(String message) {
    super(message);
  }
}
