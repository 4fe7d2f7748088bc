package io.sealwright.engine.life.json;

/** A kept record that is not what this program writes: damaged, or of another version. */
public final class UnreadableRecord extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableRecord(String message) {
    super(message);
  }
}
