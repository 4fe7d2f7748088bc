/**
 * Groth16 over BLS12-381 in the reference's (bellperson's) forms: verifying keys, proofs, and their
 * verification. Must not know what a circuit states.
 */
@NullMarked
package io.sealwright.proofs.groth16;

import org.jspecify.annotations.NullMarked;
