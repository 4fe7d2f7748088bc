/**
 * The messages by which a miner's sectors come onto the chain, stay there and leave it. {@link
 * io.sealwright.engine.sending.miner.MinerSender} is the way in. What several sectors need goes
 * into one message ({@link io.sealwright.engine.sending.miner.Batching}); who pays, and how much,
 * is decided by pure rules beside it.
 *
 * <p>Nothing is sent twice. A message is signed and its record kept ({@link
 * io.sealwright.engine.sending.miner.OutboxRecords}) before the node is told of it; after a crash
 * the same signed bytes are given to the node again, and a nonce is never used for another message.
 */
@NullMarked
package io.sealwright.engine.sending.miner;

import org.jspecify.annotations.NullMarked;
