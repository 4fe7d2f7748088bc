/**
 * The duty of proving as a miner's process starts it ({@link
 * io.sealwright.engine.proving.DutyPremises}): its messages go through the miner's one sender, its
 * files are on the storage paths of this host, its records are in the database. What is proven when
 * is decided in {@code engine.duty}, which knows none of these.
 */
@NullMarked
package io.sealwright.engine.proving;

import org.jspecify.annotations.NullMarked;
