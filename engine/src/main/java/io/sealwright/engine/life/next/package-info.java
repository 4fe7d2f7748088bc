/**
 * What a sector needs next, from its state and a snapshot of facts. {@link
 * io.sealwright.engine.life.next.Lifecycle} is the way in; each of {@code Promising}, {@code
 * ProofMaking}, {@code Living} and {@code Ending} answers for a part of the way, and {@link
 * io.sealwright.engine.life.next.FailureTable} for every failed step. What could not be learned is
 * never taken for good news: nothing is sent, removed or reset on it.
 */
@NullMarked
package io.sealwright.engine.life.next;

import org.jspecify.annotations.NullMarked;
