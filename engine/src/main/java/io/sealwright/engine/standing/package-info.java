/**
 * What the chain says of a miner's sectors, messages and money, read for the life cycle: {@link
 * io.sealwright.engine.standing.MinerChain} asks a node and {@link
 * io.sealwright.engine.standing.MinerFacts} is what it learned, all of one head. Many sectors take
 * few calls. What could not be learned is unknown, never a guess. Must not send anything.
 */
@NullMarked
package io.sealwright.engine.standing;

import org.jspecify.annotations.NullMarked;
