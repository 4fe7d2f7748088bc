package io.sealwright.protocol.address;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;

/** Addresses in blocks of the chain: a byte string of kind and payload. */
public final class AddressCbor {
  public static final CborCodec<Address> ADDRESS =
      CborCodecs.BYTES.as(Address::fromBytes, Address::toBytes);

  private AddressCbor() {}
}
