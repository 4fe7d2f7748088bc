/**
 * A sealing cluster as its lotus-miner shows it: the work on its workers ({@code work}), its
 * sectors ({@code sectors}), and the miner itself on the chain ({@code summary}). All of it is
 * judged in pure functions; asking the miner and the node is the caller's.
 */
@NullMarked
package io.sealwright.engine.cluster;

import org.jspecify.annotations.NullMarked;
