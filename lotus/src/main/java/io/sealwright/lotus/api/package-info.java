/**
 * Every method of Lotus that is known here, declared once: name, parameters, effect, permission and
 * answer, with the forms of all of them. {@link io.sealwright.lotus.api.FullApi}, {@link
 * io.sealwright.lotus.api.MinerApi} and {@link io.sealwright.lotus.api.WorkerApi} are values made
 * for the letter of a network, which decides how addresses are written (either letter is read).
 *
 * <p>How to ask: {@code client.call(full.state().getActor().ask(address, TipsetKey.HEAD))}. How to
 * serve: {@code builder.answer(full.state().getActor(), (address, at) -> …)}. Each group is a class
 * of the packages below; each of its methods without parameters gives one declaration, named as
 * Lotus names it without the group's prefix.
 *
 * <p>Must not know where a node is, nor what to do with its answers.
 */
@NullMarked
package io.sealwright.lotus.api;

import org.jspecify.annotations.NullMarked;
