/**
 * The full-node API of Lotus over a dev chain's node: {@link
 * io.sealwright.devchain.serve.DevServer} serves it, and one package-private class for each group
 * of methods answers from the node. What a state says is read by {@code devchain.view}; what is
 * here is which question asks for what, the words of refusals, and the differences between {@code
 * /rpc/v0} and {@code /rpc/v1}.
 *
 * <p>As in Lotus, a question about a tipset is answered from the state before its messages.
 */
@NullMarked
package io.sealwright.devchain.serve;

import org.jspecify.annotations.NullMarked;
