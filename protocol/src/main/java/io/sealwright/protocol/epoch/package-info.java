/**
 * The chain's time. An <em>epoch</em> is a height of the chain and a <em>span</em> a number of
 * epochs; a <em>proving period</em> of 2880 epochs has 48 <em>deadlines</em>, windows in which a
 * miner proves its partitions one share after another. Must not know clocks or seconds: how long an
 * epoch lasts is a rule of the network.
 */
@NullMarked
package io.sealwright.protocol.epoch;

import org.jspecify.annotations.NullMarked;
