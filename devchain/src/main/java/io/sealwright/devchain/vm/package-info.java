/**
 * Carrying out messages: what the code of an actor sees of the world, how calls nest and are
 * undone, what they cost, and how a tipset's messages turn one state into the next. Must not know
 * what any actor does, nor how blocks come to be.
 */
@NullMarked
package io.sealwright.devchain.vm;

import org.jspecify.annotations.NullMarked;
