package io.sealwright.engine.recovery;

/** The stretches of a sector's making whose time the report tells. */
public enum Stage {
  ADD_PIECE,
  P1,
  P2,
  PUBLISH
}
