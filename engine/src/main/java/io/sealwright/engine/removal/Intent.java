package io.sealwright.engine.removal;

/** What the operator wants of a sector. */
public enum Intent {
  /** To be rid of what is broken. A sector that is well, or can be made so, stays. */
  CLEAN_UP,
  /** To end it, though it may be well. */
  END
}
