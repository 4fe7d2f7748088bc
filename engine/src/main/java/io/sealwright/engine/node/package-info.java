/**
 * What is asked of a full node, and what its answers mean: whether it is in step with its network
 * ({@link io.sealwright.engine.node.SyncVerdict}), whether it is healthy, what its wallets hold,
 * and how its chain is written to a file. Nothing here sends a message.
 */
@NullMarked
package io.sealwright.engine.node;

import org.jspecify.annotations.NullMarked;
