/**
 * The scalar field of BLS12-381, in which every label, node and replica word of a sector lives.
 *
 * <p>A <em>node</em> is an element as 32 bytes, little-endian and canonical (below the modulus). An
 * element in arithmetic is four 64-bit limbs, least significant first, in a shared {@code long[]}.
 * The package knows nothing of hashes, trees or sectors.
 */
@NullMarked
package io.sealwright.proofs.field;

import org.jspecify.annotations.NullMarked;
