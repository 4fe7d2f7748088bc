/**
 * Work of a cluster, given out and done. {@link io.sealwright.engine.work.Dispatcher} runs beside
 * the miner: it takes back what silent workers hold and carries out what the planner decides.
 * {@link io.sealwright.engine.work.WorkerRuntime} is a worker: it reports that it lives, gets its
 * tasks through db-scheduler, and brings results through the fence of the store.
 */
@NullMarked
package io.sealwright.engine.work;

import org.jspecify.annotations.NullMarked;
