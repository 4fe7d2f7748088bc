/**
 * DAG-CBOR, strictly: one value has exactly one encoding, and whatever deviates from it is refused.
 * Numbers take the shortest form, lengths are definite, keys of maps are texts in canonical order,
 * tag 42 (a CID) is the only tag, a float takes 64 bits and is finite.
 *
 * <p>A <em>codec</em> writes and reads one type; a <em>tuple</em> is the codec of a record, written
 * as an array of its components; {@link io.sealwright.protocol.cbor.Ipld} is a value whose shape is
 * not known. Must not know any type of the chain.
 */
@NullMarked
package io.sealwright.protocol.cbor;

import org.jspecify.annotations.NullMarked;
