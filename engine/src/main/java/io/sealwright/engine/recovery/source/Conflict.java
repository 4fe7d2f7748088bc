package io.sealwright.engine.recovery.source;

/** Two that say different things of a sector, between whom one cannot choose. */
public sealed interface Conflict {
  /** What they differ in. */
  enum Point {
    PROOF,
    TICKET,
    COMM_R,
    COMM_D
  }

  /** Each says another value; the values are as people know them, as CIDs or in hex. */
  record Differ(Point point, Party one, String said, Party other, String otherwise)
      implements Conflict {}

  /** The one says that it has no data, the other that it has. */
  record DataOrZeros(Party zeros, Party data) implements Conflict {}
}
