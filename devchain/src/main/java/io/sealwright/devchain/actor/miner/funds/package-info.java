/**
 * What a miner earns, owes and must leave as security, as formulas over estimates of the network's
 * reward and power. Must not know a miner's state, nor blocks: numbers in, amounts out.
 *
 * <p>Source of the formulas: the Filecoin specification, FIP-0081 (pledge), FIP-0098 (termination)
 * and FIP-0100 (daily fee).
 */
@NullMarked
package io.sealwright.devchain.actor.miner.funds;

import org.jspecify.annotations.NullMarked;
