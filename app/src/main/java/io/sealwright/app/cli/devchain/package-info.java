/**
 * The commands around the dev chain: a chain in one process that answers as a Lotus full node does,
 * and drills on it. A command prints where the chain is served, waits for the end, and closes it;
 * what the chain does is {@code io.sealwright.devchain}'s.
 */
@NullMarked
package io.sealwright.app.cli.devchain;

import org.jspecify.annotations.NullMarked;
