package io.sealwright.proofs.porep;

/**
 * How far a phase has come.
 *
 * @param layer the layer in work, from 1; 0 where a phase has none
 * @param done nodes (bytes where a phase moves bytes) finished
 * @param total of the same unit
 */
public record ProgressEvent(Phase phase, int layer, long done, long total) {}
