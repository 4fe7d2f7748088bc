/**
 * The chain itself: tipsets from genesis to the <em>head</em>, the messages and receipts behind
 * them, the state after each, and the randomness drawn from them; how blocks are won, made and
 * weighed. Must not know where messages wait, nor who asks.
 */
@NullMarked
package io.sealwright.devchain.chain;

import org.jspecify.annotations.NullMarked;
