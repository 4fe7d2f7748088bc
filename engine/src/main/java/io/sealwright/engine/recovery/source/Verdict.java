package io.sealwright.engine.recovery.source;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.protocol.SectorId;
import java.util.List;

/** What is known of a sector once its sources have answered. */
public sealed interface Verdict {
  /**
   * Enough to seal it again.
   *
   * @param servedBy the first source that knew its ticket
   * @param notes what whoever seals it should know, each a clause
   */
  record Known(KnownSector sector, Origin servedBy, List<String> notes) implements Verdict {
    public Known {
      notes = List.copyOf(notes);
    }
  }

  /** Two say different things; the reason names both. */
  record Contradiction(String reason) implements Verdict {}

  /** Not enough is known; the reason is a clause, and what was tried tells the rest. */
  record Unserved(String reason) implements Verdict {}

  /** The chain never had a sector of this number, and nobody else has. */
  record Nowhere() implements Verdict {}

  /**
   * Decides.
   *
   * @param tried in the order of their kinds
   */
  static Verdict of(SectorId sector, OnChain chain, List<Tried> tried) {
    return new Weighing(sector, chain, tried).verdict();
  }
}
