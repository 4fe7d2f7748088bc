package io.sealwright.engine.node.logs;

/** What a known line is to an operator; that is not always what its level says. */
public enum Grade {
  /** Something is broken: money or power is at stake, or work stands still. */
  FAULT,
  /** May become a fault, or explains one. */
  WARNING,
  /** Work as it should be. */
  NOTICE,
  /** Looks bad and is not. */
  HARMLESS
}
