/**
 * Blocks and tipsets. A <em>tipset</em> is the set of blocks of one epoch with the same parents,
 * and its <em>key</em> is the list of their CIDs. Must not know how blocks are won or weighed.
 */
@NullMarked
package io.sealwright.protocol.chain;

import org.jspecify.annotations.NullMarked;
