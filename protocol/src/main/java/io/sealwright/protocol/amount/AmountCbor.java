package io.sealwright.protocol.amount;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;

/** Amounts in blocks of the chain: big numbers of attoFIL. */
public final class AmountCbor {
  public static final CborCodec<TokenAmount> AMOUNT =
      CborCodecs.BIG.as(TokenAmount::new, TokenAmount::atto);

  private AmountCbor() {}
}
