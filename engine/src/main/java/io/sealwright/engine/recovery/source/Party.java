package io.sealwright.engine.recovery.source;

/** One of those who say different things of a sector. */
public sealed interface Party permits Party.TheChain, Origin {
  /** The head, which judges what the sources say. */
  record TheChain() implements Party {}
}
