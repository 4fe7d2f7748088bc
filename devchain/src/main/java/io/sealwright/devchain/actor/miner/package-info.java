/**
 * The miner actor of network version 28: what each of its messages does to its state, and what it
 * tells the actors around it. {@link io.sealwright.devchain.actor.miner.MinerActor} takes the
 * messages; a class a subject carries them out; {@code state} has the state and {@code funds} the
 * amounts. Whether a proof is valid is asked of a {@link
 * io.sealwright.devchain.actor.miner.ProofChecker}.
 */
@NullMarked
package io.sealwright.devchain.actor.miner;

import org.jspecify.annotations.NullMarked;
