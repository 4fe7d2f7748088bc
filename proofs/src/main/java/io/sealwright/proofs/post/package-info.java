/**
 * Proofs of spacetime before they are compressed: that a miner still has replicas whose leaves are
 * <em>challenged</em>. <em>Window</em> PoSt takes ten leaves of every sector of a partition, once a
 * proving period; <em>winning</em> PoSt 66 of one sector, when a block is won. Must not know of
 * circuits, nor of deadlines.
 */
@NullMarked
package io.sealwright.proofs.post;

import org.jspecify.annotations.NullMarked;
