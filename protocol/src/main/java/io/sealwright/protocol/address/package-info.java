/**
 * Addresses of actors. An address has a <em>kind</em> (how it names the actor) and a
 * <em>payload</em>; as text it carries a network letter in front and, but for ID addresses, a
 * checksum at the end. Must not know keys: an address of a key is made from the public key's bytes.
 */
@NullMarked
package io.sealwright.protocol.address;

import org.jspecify.annotations.NullMarked;
