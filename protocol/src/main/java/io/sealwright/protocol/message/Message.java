package io.sealwright.protocol.message;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;

/**
 * A call of an actor's method, not yet signed. The version, always 0, is not part of the value.
 *
 * @param nonce the sender's count of messages, 64 bits without sign
 * @param gasLimit units of gas the call may use
 * @param gasFeeCap the most paid for a unit, base fee and premium together
 * @param gasPremium what the block's miner is offered for a unit
 * @param params the method's parameters as CBOR; empty for none
 */
public record Message(
    Address to,
    Address from,
    long nonce,
    TokenAmount value,
    long gasLimit,
    TokenAmount gasFeeCap,
    TokenAmount gasPremium,
    MethodNumber method,
    ByteString params) {

  /** The CID of the message itself; its bytes are what a signature signs. */
  public Cid cid() {
    return MessageCbor.MESSAGE.cid(this);
  }

  /** The same with another nonce. */
  public Message withNonce(long other) {
    return new Message(to, from, other, value, gasLimit, gasFeeCap, gasPremium, method, params);
  }

  /** The same from another sender. */
  public Message withSender(Address other) {
    return new Message(to, other, nonce, value, gasLimit, gasFeeCap, gasPremium, method, params);
  }

  /** The same with other limits and prices of gas. */
  public Message withGas(long limit, TokenAmount feeCap, TokenAmount premium) {
    return new Message(to, from, nonce, value, limit, feeCap, premium, method, params);
  }

  /** The most it may cost for gas alone. */
  public TokenAmount worstFee() {
    return gasFeeCap.times(gasLimit);
  }

  /** The most it may take from its sender. */
  public TokenAmount worstCost() {
    return worstFee().plus(value);
  }

  /** The bytes a sender signs. */
  public ByteString signedBytes() {
    return cid().toBytes();
  }
}
