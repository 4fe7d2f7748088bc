/**
 * Declarations with the forms of their parameters, so that neither a caller nor a server handles
 * JSON.
 *
 * <p>A method is declared once: {@code query("StateGetActor", READ, actor).taking(address,
 * TIPSET_KEY)}. A caller writes {@code client.call(state.getActor().ask(miner, head))}, and a
 * server {@code builder.answer(state.getActor(), (address, at) -> …)}; both get the types the
 * declaration names, checked by the compiler. {@link Ask} and {@link Listen} are requests as
 * values, so code that only needs to ask takes a function of one argument and need not know the
 * client.
 *
 * <p>Must not know any method: those are in {@code io.sealwright.lotus.api}.
 */
@NullMarked
package io.sealwright.lotus.rpc.typed;

import org.jspecify.annotations.NullMarked;
