package io.sealwright.protocol.epoch;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;

/** Epochs in blocks of the chain: numbers with sign. */
public final class EpochCbor {
  public static final CborCodec<Epoch> EPOCH = CborCodecs.SIGNED.as(Epoch::new, Epoch::height);

  private EpochCbor() {}
}
