/**
 * What a miner and its workers say of sectors, jobs, storage and themselves. Must not know how this
 * is written, nor what should be done about it.
 */
@NullMarked
package io.sealwright.lotus.cluster;

import org.jspecify.annotations.NullMarked;
