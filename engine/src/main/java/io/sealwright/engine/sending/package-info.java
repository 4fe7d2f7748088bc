/**
 * Messages to the chain, and the money they cost. Facts of the pool are collected ({@link
 * io.sealwright.engine.sending.PoolFacts}), a pure function decides ({@link
 * io.sealwright.engine.sending.RescuePlanner}, {@link io.sealwright.engine.sending.Diagnosis}), and
 * what was shown is sent. No other package asks a node to sign, push or send: a rule of the
 * architecture keeps it so.
 *
 * <p>A message waits in its sender's queue, in the order of nonces; one that cannot land blocks all
 * behind it. The base fee is what the chain burns for a unit of gas, the fee cap the most a sender
 * pays for one, and the premium what the block's miner gets of it.
 */
@NullMarked
package io.sealwright.engine.sending;

import org.jspecify.annotations.NullMarked;
