/**
 * The state of a miner actor: its identity, its money, and the tree of deadlines, partitions and
 * sectors. As in the package above, roots of collections are CIDs and shapes those of network
 * version 28.
 */
@NullMarked
package io.sealwright.protocol.actor.miner;

import org.jspecify.annotations.NullMarked;
