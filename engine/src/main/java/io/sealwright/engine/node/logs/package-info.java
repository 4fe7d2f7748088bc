/**
 * What lines of Lotus's logs mean. The table of known lines is {@link
 * io.sealwright.engine.node.logs.KnownLine}; the words for operators are found under the names of
 * its entries, by whoever shows them.
 */
@NullMarked
package io.sealwright.engine.node.logs;

import org.jspecify.annotations.NullMarked;
