/**
 * Fr32 padding: how user data becomes words that fit the scalar field. 254 bits of data fill each
 * 256-bit word, so that 127 bytes become 128. Knows bytes only, no pieces and no sectors.
 */
@NullMarked
package io.sealwright.proofs.fr32;

import org.jspecify.annotations.NullMarked;
