/**
 * Jobs that a miner goes on to wait for although nothing will come of them: which these are, and
 * how sure that is. Decisions over what a miner says of its jobs, workers and sectors.
 */
@NullMarked
package io.sealwright.engine.cluster.ghost;

import org.jspecify.annotations.NullMarked;
