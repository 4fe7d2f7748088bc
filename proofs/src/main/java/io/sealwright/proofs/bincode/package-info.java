/**
 * The binary form that the reference gives its structures: numbers of fixed width, little-endian;
 * lists with their length before them in 64 bits; nodes of 32 bytes as they are. Must not know the
 * structures.
 */
@NullMarked
package io.sealwright.proofs.bincode;

import org.jspecify.annotations.NullMarked;
