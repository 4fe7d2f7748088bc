/**
 * Methods of actors that a storage provider calls: their numbers, and their parameters and results
 * as records in the order of the wire. Must not know who may call what, nor the effects.
 */
@NullMarked
package io.sealwright.protocol.actor.method;

import org.jspecify.annotations.NullMarked;
