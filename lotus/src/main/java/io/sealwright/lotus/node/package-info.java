/**
 * What a full node is asked and answers, where the protocol itself has no word for it: search
 * results, head changes, traces, pool checks, sync progress, block templates. Must not know how
 * these are written.
 */
@NullMarked
package io.sealwright.lotus.node;

import org.jspecify.annotations.NullMarked;
