/**
 * Gets rid of sectors, or keeps them, as {@link io.sealwright.engine.removal} decides: collects the
 * facts of our own cluster or of a lotus-miner's, says what was decided in a form that travels, and
 * knows how files go to the trash and come back. Facts that changed since a plan was shown end it.
 */
@NullMarked
package io.sealwright.engine.clearing;

import org.jspecify.annotations.NullMarked;
