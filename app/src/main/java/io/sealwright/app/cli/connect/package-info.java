/**
 * How commands reach a full node and a lotus-miner: where their APIs are ({@link
 * io.sealwright.app.cli.connect.ApiPlace}), the options that say so, and the {@link
 * io.sealwright.app.cli.connect.Link} over which a command asks. Every failure of a peer becomes
 * one line here that says what to do next; no token is ever part of it. It must not know any
 * command.
 */
@NullMarked
package io.sealwright.app.cli.connect;

import org.jspecify.annotations.NullMarked;
