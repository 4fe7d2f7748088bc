/**
 * Snapshots of a chain: CAR files of version 1, plain or compressed with zstd, and the stream of
 * chunks a node exports one as. A <em>section</em> is one block with its CID; a snapshot is
 * <em>complete</em> when everything its export promises is in it. Must not know of nodes or calls.
 */
@NullMarked
package io.sealwright.lotus.car;

import org.jspecify.annotations.NullMarked;
