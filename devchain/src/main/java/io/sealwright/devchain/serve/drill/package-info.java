/**
 * What a dev chain has beyond a Lotus node: things that go wrong on purpose, and a chain moved by
 * hand, for whoever rehearses. Must not know the API of Lotus.
 */
@NullMarked
package io.sealwright.devchain.serve.drill;

import org.jspecify.annotations.NullMarked;
