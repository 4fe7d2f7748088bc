/**
 * The formulas all nodes of a network must agree on to the last bit: the beacon, drawing
 * randomness, counting wins, the price of gas, the weight of a chain. Must not know where a chain
 * is kept.
 */
@NullMarked
package io.sealwright.devchain.chain.consensus;

import org.jspecify.annotations.NullMarked;
