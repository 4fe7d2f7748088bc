/**
 * Getting rid of sectors, in the order that loses least. A sector that the chain expects proofs of
 * costs its deposit, or a fee every day, when its files go first; so facts of chain, miner, files
 * and jobs are collected elsewhere, {@link io.sealwright.engine.removal.DeletionPlanner} decides on
 * them, and what is dangerous takes a {@link io.sealwright.engine.removal.Permit} that only it
 * makes.
 *
 * <p><em>Rescue</em> is what keeps a sector, and is offered first. To <em>terminate</em> is to end
 * it on the chain, to <em>remove</em> to delete its files and let its miner forget it. An end is
 * <em>final</em> when no reorganisation can undo it. Does not know how anything is carried out.
 */
@NullMarked
package io.sealwright.engine.removal;

import org.jspecify.annotations.NullMarked;
