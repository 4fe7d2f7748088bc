package io.sealwright.proofs.porep;

/** The stretches of work that report progress. */
public enum Phase {
  ADD_PIECE,
  TREE_D,
  PARENTS,
  LABELS,
  REPLICA,
  C1,
  C2,
  KEYS,
  UNSEAL,
  AUDIT,
  PUBLISH
}
