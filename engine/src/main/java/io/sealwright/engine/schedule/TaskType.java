package io.sealwright.engine.schedule;

/** A kind of work on a sector, by the short name operators use. */
public enum TaskType {
  /** Add a piece: writes the sector's data. */
  AP(0),
  /** Phase 1: layers of labels. */
  PC1(1),
  /** Phase 2: trees and replica. */
  PC2(2),
  /** Openings of the challenged nodes. */
  C1(3),
  /** The proof of the openings. */
  C2(4),
  /** Finalize: drops what proving does not read; reserves the long-term storage. */
  FIN(5),
  /** Brings a sector's files to long-term storage. */
  GET(6),
  /** Window proof of spacetime: the only one with power at stake. */
  WDP(7);

  private final int progress;

  TaskType(int progress) {
    this.progress = progress;
  }

  /** How near to finished a sector is that needs this: higher is nearer, and goes first. */
  int progress() {
    return progress;
  }

  /** Whether it keeps sectors proven rather than making new ones. */
  public boolean isProving() {
    return this == WDP;
  }

  /** Whether it is what a finished sector needs to leave the host it was made on. */
  public boolean bringsAway() {
    return this == FIN || this == GET;
  }

  /** Whether it goes on with what an earlier task of the sector left on a path. */
  public boolean continuesFiles() {
    return switch (this) {
      case PC2, C1, FIN, GET -> true;
      case AP, PC1, C2, WDP -> false;
    };
  }
}
