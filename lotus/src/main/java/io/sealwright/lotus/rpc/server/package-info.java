/**
 * A JSON-RPC server that a client of Lotus cannot tell from Lotus: HTTP and WebSocket on one path,
 * channels, tokens, and the codes, texts and statuses of its errors.
 *
 * <p>Vocabulary: an <em>API</em> is what one path answers; an <em>answer</em> and a <em>source</em>
 * are the code behind a method and a channel; an <em>outlet</em> is a subscriber as the source sees
 * it; a <em>socket</em> is one WebSocket connection. Limits are settings, and whoever exceeds one
 * is refused, or dropped, alone. The package must not know what any method means.
 */
@NullMarked
package io.sealwright.lotus.rpc.server;

import org.jspecify.annotations.NullMarked;
