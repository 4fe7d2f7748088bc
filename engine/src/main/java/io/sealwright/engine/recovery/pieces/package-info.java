/**
 * Finding the files that hold a sector's pieces. A piece is known by its padded size and its
 * commitment; a raw file is that piece when its commitment at that size is the same. Knows files
 * and commitments; does not know what is done with them.
 */
@NullMarked
package io.sealwright.engine.recovery.pieces;

import org.jspecify.annotations.NullMarked;
