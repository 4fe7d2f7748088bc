/**
 * A miner's state while a call changes it. A <em>draft</em> is read from the state's blocks, changed
 * in place, and written back as blocks that are byte for byte the chain's: of the miner, of one of
 * its deadlines, of a partition. <em>Queues</em> say what ends when. Must not know callers, messages
 * or other actors.
 *
 * <p>Drafts refuse what the chain refuses with an {@link io.sealwright.devchain.vm.Abort} of its
 * exit code; whoever gets one throws the drafts away.
 */
@NullMarked
package io.sealwright.devchain.actor.miner.state;

import org.jspecify.annotations.NullMarked;
