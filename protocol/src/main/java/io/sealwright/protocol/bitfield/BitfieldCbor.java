package io.sealwright.protocol.bitfield;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;

/** Bitfields in blocks of the chain: a byte string of RLE+. */
public final class BitfieldCbor {
  public static final CborCodec<Bitfield> BITFIELD =
      CborCodecs.BYTES.as(Bitfield::fromBytes, Bitfield::toBytes);

  private BitfieldCbor() {}
}
