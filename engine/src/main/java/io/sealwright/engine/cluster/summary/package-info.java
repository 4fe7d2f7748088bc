/**
 * A miner on the chain: its power and chances, its funds, and its proving. Pure arithmetic on what
 * a full node answers.
 */
@NullMarked
package io.sealwright.engine.cluster.summary;

import org.jspecify.annotations.NullMarked;
