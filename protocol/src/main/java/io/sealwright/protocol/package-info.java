/**
 * The vocabulary of the protocol: sector sizes and numbers, miners, seal proofs, commitments and
 * the CIDs they are written as. Values check themselves when they are made, so whoever holds one
 * may rely on it. Knows nothing of files, networks or clocks.
 */
@NullMarked
package io.sealwright.protocol;

import org.jspecify.annotations.NullMarked;
