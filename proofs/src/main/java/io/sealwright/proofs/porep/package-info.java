/**
 * Proof of replication up to the replica: pieces become sector data, phase 1 labels, phase 2 makes
 * the replica, its trees and commitments; and the ways back, unsealing and the audit of labels.
 *
 * <p>Files carry the reference's names and bytes, so that either program continues the other's
 * work. A phase reports progress as events, may be killed at any instant and run again. Knows no
 * chain and no miner's other sectors.
 */
@NullMarked
package io.sealwright.proofs.porep;

import org.jspecify.annotations.NullMarked;
