/**
 * The duty of a miner to prove its sectors, window after window.
 *
 * <p>A <em>window</em> is one deadline of one proving period: its challenge is drawn before it
 * opens, and proofs land in it until it closes. An <em>attempt</em> is one proof of some of its
 * partitions, made for one message, and what became of it stands in its {@link
 * io.sealwright.engine.duty.WindowRecord}. {@link io.sealwright.engine.duty.Duty#next} says from a
 * snapshot of facts what is to be done; {@link io.sealwright.engine.duty.WindowDuty} does it, one
 * step at a time, and never reads for two windows at once.
 *
 * <p>Must not know who signs and pushes messages, where records and sectors' places are kept, or
 * how long to pause between two steps.
 */
@NullMarked
package io.sealwright.engine.duty;

import org.jspecify.annotations.NullMarked;
