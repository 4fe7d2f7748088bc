/**
 * The life of a committed-capacity sector, as values and pure functions.
 *
 * <p>A <em>state</em> is where a sector stands and what is known of it there; an <em>event</em>
 * happened to it and is kept in its <em>log</em>; {@link io.sealwright.engine.life.Transitions#on}
 * carries an event out on a state, or refuses it. {@link
 * io.sealwright.engine.life.next.Lifecycle#next} says from a state and a snapshot of <em>facts</em>
 * what the sector needs: a task, a message, randomness, patience, or that something the facts show
 * be written down as an event. What is done about a failed step stands in one place, {@link
 * io.sealwright.engine.life.next.FailureTable}.
 *
 * <p>States and events are shown by Lotus's names where Lotus has one. Must not know how facts are
 * collected, where states are kept, who carries tasks out and who sends messages; knows no clock,
 * no disk and no network.
 */
@NullMarked
package io.sealwright.engine.life;

import org.jspecify.annotations.NullMarked;
