package io.sealwright.devchain.chain;

import io.sealwright.protocol.chain.Tipset;
import java.util.Locale;

/** One step of the head: told first where it is, then what was taken off or put on. */
public record HeadChange(Kind kind, Tipset tipset) {
  /** What happened to a tipset, as Lotus calls it. */
  public enum Kind {
    CURRENT,
    APPLY,
    REVERT;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
