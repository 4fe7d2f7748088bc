package io.sealwright.engine.removal;

/** What is to become of a sector. */
public enum Decision {
  /** It may be removed now. */
  REMOVE,
  /** It may be removed once its jobs are given up. */
  ABORT_FIRST,
  /** It stays, and goes on from an earlier state. */
  SET_BACK,
  /** It stays, and needs what is offered. */
  RESCUE,
  /** The chain is told first. */
  TERMINATE_FIRST,
  /** Something has to happen by itself first. */
  WAIT,
  /** It has ended: what is left of it may go. */
  DELETE_LEFTOVERS,
  /** Nothing is left of it. */
  NOTHING_LEFT,
  /** It is not removed, and nothing is wrong with that. */
  NEVER,
  /** Too little is known to do anything. */
  UNDETERMINED
}
