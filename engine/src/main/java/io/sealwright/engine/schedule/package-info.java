/**
 * Who gets what work, decided in a pure function: {@link
 * io.sealwright.engine.schedule.Planner#plan} takes a {@link
 * io.sealwright.engine.schedule.Snapshot} of queue, hosts, workers and storage, and answers with a
 * {@link io.sealwright.engine.schedule.Plan}: what to start where, and of everything else why it
 * waits. Carrying a plan out, and putting reasons into words, is done elsewhere.
 *
 * <p>A <em>host</em> is a machine with memory, threads, GPUs and paths; a <em>worker</em> is a
 * process on it with <em>slots</em>, so many for each type of task. A <em>reservation</em> is space
 * of a path that a sector will still fill. A <em>lease</em> is the time for which a worker has a
 * task, a <em>fencing token</em> the number by which it shows that the task is still its own.
 *
 * <p>Knows no database, no clock, no thread and no file; nor what a task does.
 */
@NullMarked
package io.sealwright.engine.schedule;

import org.jspecify.annotations.NullMarked;
