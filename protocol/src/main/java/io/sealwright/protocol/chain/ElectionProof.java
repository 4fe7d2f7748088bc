package io.sealwright.protocol.chain;

/** The claim to have won the right to a block, so many times over. */
public record ElectionProof(long winCount, VrfProof proof) {}
