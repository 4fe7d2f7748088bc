/**
 * The state of the chain as a whole: the tree of actors, and which codes the built-in ones have.
 * Must not know what is inside an actor's state, but for the init actor's table of addresses.
 */
@NullMarked
package io.sealwright.devchain.state;

import org.jspecify.annotations.NullMarked;
