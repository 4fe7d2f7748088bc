package io.sealwright.proofs.post;

/** The proofs of spacetime and how they challenge sectors (proofs specification, section 7.2). */
public enum PostKind {
  /** Until network version 18: a sector's challenges depend on its place among the sectors. */
  WINDOW_V1(10, true),
  /** Since network version 19; the Rust crates call it {@code V1_2}. */
  WINDOW_V1_1(10, false),
  /** Of the one sector that was drawn. */
  WINNING(66, false);

  private final int challenges;
  private final boolean byPosition;

  PostKind(int challenges, boolean byPosition) {
    this.challenges = challenges;
    this.byPosition = byPosition;
  }

  /** Challenged leaves of each sector. */
  public int challenges() {
    return challenges;
  }

  /** Whether challenges depend on where a sector stands in the list of all. */
  public boolean isByPosition() {
    return byPosition;
  }
}
