/**
 * Labels, the output of phase 1. A <em>layer</em> is one 32-byte label a node, in order of nodes; a
 * label is a SHA-256 digest over the labels of the node's parents, with its two top bits cleared.
 * Layers are numbered from 1. Writes a layer ({@link LayerWriter}), recomputes single labels and
 * whole layers to check them ({@link LabelAudit}). Knows nothing of sectors' names and folders, of
 * trees or of proofs.
 */
@NullMarked
package io.sealwright.proofs.label;

import org.jspecify.annotations.NullMarked;
