/**
 * The collections of the built-in actors. A <em>block source</em> finds a block by its CID, a
 * <em>block store</em> also takes new ones; a <em>HAMT</em> maps keys to values through the bits of
 * the keys' hashes, an <em>AMT</em> is a sparse array. Each has a reader, and a writer that gives
 * the same root for the same entries, whatever order they came in. Nodes are read strictly: a form
 * no writer makes is refused. Must not know where blocks are kept, nor what the values mean.
 */
@NullMarked
package io.sealwright.protocol.ipld;

import org.jspecify.annotations.NullMarked;
