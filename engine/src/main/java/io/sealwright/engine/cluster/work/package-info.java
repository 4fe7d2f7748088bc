/**
 * Tasks, the workers that do them, and the queue in front. A <em>job</em> is a task the miner
 * believes to be on a worker; a <em>request</em> is one that is on none yet; a <em>window</em> is a
 * worker's readiness to be given more; an <em>obstacle</em> is one reason why a worker does not
 * take a request. Must not know how any of it is asked for.
 */
@NullMarked
package io.sealwright.engine.cluster.work;

import org.jspecify.annotations.NullMarked;
