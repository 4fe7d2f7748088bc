/** A real network's chain, carried out again and compared block by block. */
@NullMarked
package io.sealwright.devchain.replay;

import org.jspecify.annotations.NullMarked;
