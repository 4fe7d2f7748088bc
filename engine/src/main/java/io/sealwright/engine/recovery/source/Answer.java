package io.sealwright.engine.recovery.source;

/** What came of asking one source for a sector. */
public sealed interface Answer {
  /** It knows. */
  record Served(SectorFacts facts) implements Answer {}

  /** It was asked and has nothing of this sector. */
  record Absent(Excuse reason) implements Answer {}

  /**
   * It could not say.
   *
   * @param unreachable nobody answered, or the token was refused
   */
  record Failed(Excuse reason, boolean unreachable) implements Answer {
    static Failed because(Excuse reason) {
      return new Failed(reason, false);
    }
  }
}
