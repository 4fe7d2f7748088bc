/**
 * Actors and the states of the built-in ones that concern a storage provider, as records in the
 * order of the wire: what each actor's head block holds. Roots of larger collections (HAMT, AMT)
 * are left as CIDs; must not know how those are walked, nor how states change.
 *
 * <p>Shapes are those of network version 28.
 */
@NullMarked
package io.sealwright.protocol.actor;

import org.jspecify.annotations.NullMarked;
