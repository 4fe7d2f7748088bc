/**
 * Bytes as values: strings of bytes that do not change, BLAKE2b digests, and the two notations
 * other packages share (LEB128 numbers, base58). Knows nothing of what the bytes mean.
 */
@NullMarked
package io.sealwright.protocol.bytes;

import org.jspecify.annotations.NullMarked;
