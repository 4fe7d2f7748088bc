package io.sealwright.proofs.porep;

import io.sealwright.protocol.Bytes32;

/** Something that phase 1 noticed and an operator should know; layers count from 1. */
public sealed interface LabelNote {
  /** A layer was missing or damaged on disk, and came out the same again. */
  record MadeAgain(int layer) implements LabelNote {}

  /** A layer came out with another digest than before: the host cannot be trusted. */
  record CameOutDifferently(int layer, Bytes32 before, Bytes32 now) implements LabelNote {}

  /** So many layers were labelled in one thread with another sector's. */
  record BesideAnother(int layers) implements LabelNote {}
}
