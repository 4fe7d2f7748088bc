/**
 * What a worker does to the files of a sector of committed capacity. {@link
 * io.sealwright.engine.stage.Stages#run} carries out the <em>stage</em> that a state asks for: it
 * works in an {@linkplain io.sealwright.engine.stage.attempt attempt} of its own, checks what came
 * out, and hands the renames that publish it, with the event that says so, to the <em>fence</em>.
 *
 * <p>A stage can be killed at any instant and run again. What it makes is determined by what is
 * known of the sector, so a result that is there already is checked and accepted. What goes wrong
 * comes out sorted, as a {@link io.sealwright.engine.life.Trouble}. Knows no database, no network
 * and no clock; who does what, where and when is decided elsewhere.
 */
@NullMarked
package io.sealwright.engine.stage;

import org.jspecify.annotations.NullMarked;
