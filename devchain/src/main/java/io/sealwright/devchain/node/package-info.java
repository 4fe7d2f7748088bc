/**
 * A whole node in one process: chain, message pool, wallet and folder put together, the clock that
 * drives them, and faults on demand. Whoever serves the chain asks here. Must not know how it is
 * asked over a network.
 */
@NullMarked
package io.sealwright.devchain.node;

import org.jspecify.annotations.NullMarked;
