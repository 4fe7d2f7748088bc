/**
 * The built-in actors other than the miner: methods by their registered numbers, and the states
 * behind them as the network has them. Each is a table of methods over decoded parameters. Deals
 * are refused, and of multisigs and datacap there is what a dev chain needs. Must not know how
 * calls are carried out, nor what blocks are.
 */
@NullMarked
package io.sealwright.devchain.actor;

import org.jspecify.annotations.NullMarked;
