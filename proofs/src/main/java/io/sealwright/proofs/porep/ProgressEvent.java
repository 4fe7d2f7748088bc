package io.sealwright.proofs.porep;

/**
 * How far a phase has come.
 *
 * @param layer the layer in work (of keys, the list of points), from 1; 0 where a phase has none
 * @param done nodes finished; bytes where a phase moves bytes, points where it makes keys or proofs
 * @param total of the same unit
 */
public record ProgressEvent(Phase phase, int layer, long done, long total) {}
