/**
 * The openings that phase 1 of a commit (C1) makes of a sealed sector: for each <em>challenged</em>
 * leaf everything a verifier needs to be sure that it was labelled, encoded and committed to as the
 * protocol says. A proof here is <em>vanilla</em>: not yet compressed into a SNARK.
 *
 * <p>Challenges are drawn from a seed, or from a fixed set, in <em>partitions</em>. Must not know
 * of circuits, nor where a seed comes from.
 */
@NullMarked
package io.sealwright.proofs.vanilla;

import org.jspecify.annotations.NullMarked;
