package io.sealwright.proofs.window;

/** The stages of a proof of spacetime, as operators count them. */
public enum Stage {
  /** The two roots of each sector: 64 bytes. */
  P_AUX,
  /** The root of each replica tree: 32 bytes. */
  TREE_ROOTS,
  /** The challenged leaves, with what is needed to hash from them to the root. */
  TREE_BRANCHES,
  /** The proof of each partition. */
  PROOF,
  /** The end of the last file that is still open, and of its thread. */
  CLOSING
}
