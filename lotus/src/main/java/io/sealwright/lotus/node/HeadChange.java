package io.sealwright.lotus.node;

import io.sealwright.protocol.chain.Tipset;

/** One step of the head. A stream of them begins with the current one. */
public record HeadChange(Kind kind, Tipset tipset) {

  /** What happened to the tipset. */
  public enum Kind {
    CURRENT,
    APPLY,
    REVERT
  }
}
