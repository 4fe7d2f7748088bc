package io.sealwright.devchain.chain;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cid.Cid;

/** What a block's header names as its messages: the lists of their CIDs, by kind of signature. */
public record MessageMeta(Cid bls, Cid secp) {
  static final CborCodec<MessageMeta> CODEC =
      CborTuple.of(MessageMeta.class, CborCodecs.CID, CborCodecs.CID);
}
