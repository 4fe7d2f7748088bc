package io.sealwright.engine.recovery.source;

/** What came of asking one source for a sector. */
public sealed interface Answer {
  /** It knows. */
  record Served(SectorFacts facts) implements Answer {}

  /** It was asked and has nothing of this sector; the reason is a clause. */
  record Absent(String reason) implements Answer {}

  /**
   * It could not say; the reason is a clause.
   *
   * @param unreachable nobody answered, or the token was refused
   */
  record Failed(String reason, boolean unreachable) implements Answer {
    static Failed because(String reason) {
      return new Failed(reason, false);
    }
  }
}
