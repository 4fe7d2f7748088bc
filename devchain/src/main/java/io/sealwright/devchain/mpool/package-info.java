/**
 * The <em>message pool</em>: signed messages on their way into a block. What is let in and what
 * replaces what, which messages the next block takes, and what a message should offer for gas. Must
 * not know how blocks are won, nor who asks.
 */
@NullMarked
package io.sealwright.devchain.mpool;

import org.jspecify.annotations.NullMarked;
