/**
 * Lotus's miner API over what our own cluster remembers, so that {@code lotus-miner} and whatever
 * else speaks with one works here too. Tables are read and turned into Lotus's types; what changes
 * something is an {@linkplain io.sealwright.engine.serving.MinerActions action} that somebody else
 * carries out.
 *
 * <p>A number that is no sector's is refused by every method. Lotus makes a blank record of it, and
 * may carry a command out on sector 0.
 */
@NullMarked
package io.sealwright.engine.serving;

import org.jspecify.annotations.NullMarked;
