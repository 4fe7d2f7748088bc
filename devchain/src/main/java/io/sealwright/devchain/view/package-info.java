/**
 * What a node tells of a state of the chain: actors, a miner's sectors, deadlines and power, and
 * what the chain would ask of a miner. Everything is read from the state's blocks and nothing is
 * changed. Must not know how it is written in an answer, nor who asks.
 */
@NullMarked
package io.sealwright.devchain.view;

import org.jspecify.annotations.NullMarked;
