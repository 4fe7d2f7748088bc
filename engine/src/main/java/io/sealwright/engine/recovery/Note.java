package io.sealwright.engine.recovery;

import io.sealwright.proofs.porep.LabelNote;

/** What was noticed of a sector on the way. */
public sealed interface Note {
  /** While it was labelled. */
  record OfLabels(LabelNote note) implements Note {}

  /** Of a sector that was there, p_aux and the files' sizes were checked, and nothing was read. */
  record NotRead() implements Note {}

  /** A sector that was there lacks the layers that its commit needs. */
  record LacksLayers() implements Note {}
}
