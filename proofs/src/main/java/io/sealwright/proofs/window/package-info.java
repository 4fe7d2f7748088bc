/**
 * Proofs of spacetime made from the folders of a miner's sectors: files are read in <em>stages</em>
 * by as many threads as each <em>storage path</em> bears, what cannot be read or does not hold is
 * left out by name, the rest is proven, and all of it ends at a given moment. Must not know which
 * deadline of which chain it is for, nor who asks.
 */
@NullMarked
package io.sealwright.proofs.window;

import org.jspecify.annotations.NullMarked;
