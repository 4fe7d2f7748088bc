/**
 * The curve BLS12-381: its base field and the tower over it, the groups G1 and G2, the pairing, and
 * sums of many multiples of points. Elements of the base field are six limbs in Montgomery form,
 * least significant first. Must not know what is proven with it.
 *
 * <p>Source of the curve's constants: the specification of BLS12-381 (the draft on pairing-friendly
 * curves of the CFRG).
 */
@NullMarked
package io.sealwright.proofs.curve;

import org.jspecify.annotations.NullMarked;
