/**
 * Peers that answer from recordings of a real Lotus network, for tests of commands. {@link
 * io.sealwright.app.replay.ReplayingPeer} is served by our own JSON-RPC server, so that commands
 * meet it as they meet a node.
 */
@NullMarked
package io.sealwright.app.replay;

import org.jspecify.annotations.NullMarked;
