/**
 * What one JSON-RPC method of Lotus is, said once: its name on the wire, how many parameters it
 * takes, what asking twice would do, which permission it needs, and the form of its answer. Client,
 * server and the published schema are derived from that declaration.
 *
 * <p>Vocabulary: a <em>method</em> answers once; a <em>channel</em> answers with a number under
 * which values then arrive, on a WebSocket only; a <em>form</em> is how a type of ours is written
 * in JSON; <em>old</em> is the era of Lotus v1.13, <em>new</em> that of v1.36. The package must not
 * know of sockets, of any one method's meaning, or of who calls.
 */
@NullMarked
package io.sealwright.lotus.rpc;

import org.jspecify.annotations.NullMarked;
