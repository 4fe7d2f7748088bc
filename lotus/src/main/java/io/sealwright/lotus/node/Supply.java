package io.sealwright.lotus.node;

import io.sealwright.protocol.amount.TokenAmount;

/** Where all FIL are. */
public record Supply(
    TokenAmount vested,
    TokenAmount mined,
    TokenAmount burnt,
    TokenAmount locked,
    TokenAmount circulating,
    TokenAmount reserveDisbursed) {

  /** What a deal's collateral may be. */
  public record CollateralBounds(TokenAmount min, TokenAmount max) {}
}
