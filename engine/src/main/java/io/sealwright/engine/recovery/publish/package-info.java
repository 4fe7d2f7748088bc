/**
 * How a sector gets to where a storage miner reads it. A <em>result path</em> holds {@code sealed},
 * {@code cache} and {@code unsealed}; a sector is <em>published</em> when its sealed file is there,
 * for that is moved into place last. Knows files and commitments; does not know how they are made.
 */
@NullMarked
package io.sealwright.engine.recovery.publish;

import org.jspecify.annotations.NullMarked;
