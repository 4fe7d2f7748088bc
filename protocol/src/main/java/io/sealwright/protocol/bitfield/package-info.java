/**
 * Sets of sector and partition numbers as the chain keeps them: runs of neighbours, never single
 * numbers, so that a set of a billion sectors in one run costs as much as a set of one. Knows the
 * two forms they travel in (RLE+ bytes, and JSON's list of run lengths) and not what is numbered.
 */
@NullMarked
package io.sealwright.protocol.bitfield;

import org.jspecify.annotations.NullMarked;
