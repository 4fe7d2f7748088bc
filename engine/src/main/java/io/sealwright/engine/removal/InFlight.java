package io.sealwright.engine.removal;

/** A message about a sector that has been sent and not landed for good. */
public enum InFlight {
  PRE_COMMIT,
  PROOF,
  TERMINATION
}
