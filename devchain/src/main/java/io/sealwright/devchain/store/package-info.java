/**
 * Where a chain's blocks are kept: content-addressed and never changed, in a folder that survives
 * the process. Must not know what the blocks mean.
 */
@NullMarked
package io.sealwright.devchain.store;

import org.jspecify.annotations.NullMarked;
