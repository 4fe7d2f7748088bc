/**
 * Merkle trees of a sector: their shapes, the hash that joins nodes, and a builder that takes
 * leaves in chunks from many threads and writes rows in the reference's file layout. A tree has
 * rows, row 0 being the leaves; the base trees of a big sector are joined by sub and top levels
 * that no file holds. Knows nothing of labels, replicas or pieces.
 */
@NullMarked
package io.sealwright.proofs.tree;

import org.jspecify.annotations.NullMarked;
