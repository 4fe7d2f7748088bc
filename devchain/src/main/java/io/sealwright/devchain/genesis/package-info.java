/**
 * The first state of a chain: the actors there is one of, accounts with money, and miners. Must not
 * know of blocks and tipsets.
 */
@NullMarked
package io.sealwright.devchain.genesis;

import org.jspecify.annotations.NullMarked;
