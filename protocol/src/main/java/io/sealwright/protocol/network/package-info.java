/**
 * The rules of a network as values: what differs between mainnet, calibration and a 2 KiB dev
 * chain, and between network versions of one of them. Whoever needs a rule is handed the rules, so
 * that one process can serve two networks. With them go the formulas of what faults and ends cost.
 * Must not know how rules are found out or applied.
 */
@NullMarked
package io.sealwright.protocol.network;

import org.jspecify.annotations.NullMarked;
