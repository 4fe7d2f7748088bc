/**
 * How much a cluster can seal, reckoned from its slots and how long stages take: the <em>rate</em>
 * of a stage is its slots over its duration, the <em>bottleneck</em> the stage with the lowest.
 * Waiting for the chain takes no slot and lowers no rate.
 */
@NullMarked
package io.sealwright.engine.schedule.capacity;

import org.jspecify.annotations.NullMarked;
