/**
 * Asking a node: over HTTP for calls, over WebSocket for calls and channels.
 *
 * <p>Vocabulary: an <em>address</em> is one entry of an API_INFO string, a <em>route</em> the way
 * to one node, a <em>client</em> asks the first of its routes that answers. What asking twice would
 * do decides about repetition: a query is asked again, a command never, unless it certainly was not
 * sent. The package must not know what any method means, nor where API_INFO came from.
 */
@NullMarked
package io.sealwright.lotus.rpc.client;

import org.jspecify.annotations.NullMarked;
