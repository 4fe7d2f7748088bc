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
   * @param notes what whoever seals it should know
   */
  record Known(KnownSector sector, Origin servedBy, List<Remark> notes) implements Verdict {
    public Known {
      notes = List.copyOf(notes);
    }
  }

  /** Two say different things. */
  record Contradiction(Conflict conflict) implements Verdict {}

  /** Not enough is known; what was tried tells the rest. */
  record Unserved(Lack lack) implements Verdict {}

  /** What is missing. */
  enum Lack {
    /** No source served. */
    SOURCE,
    /** Nobody knows its CommR: it was not sealed when last seen. */
    COMM_R
  }

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
