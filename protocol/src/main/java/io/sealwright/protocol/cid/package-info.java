/**
 * Content identifiers: what a block of data is called on every network of the field. A CID is a
 * version, a codec (how the block is written) and a multihash (which hash, and the digest). Only
 * the codecs and hashes Filecoin meets are known. Must not know what any block contains.
 */
@NullMarked
package io.sealwright.protocol.cid;

import org.jspecify.annotations.NullMarked;
