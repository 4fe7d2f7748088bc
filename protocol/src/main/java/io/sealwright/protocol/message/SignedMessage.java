package io.sealwright.protocol.message;

import io.sealwright.protocol.cid.Cid;

/** A message and its sender's signature. */
public record SignedMessage(Message message, Signature signature) {

  /**
   * The CID the chain knows it by. BLS signatures are aggregated away in blocks, so there it is the
   * message's own; other signatures stay, and count.
   */
  public Cid cid() {
    return switch (signature.type()) {
      case BLS -> message.cid();
      case SECP256K1, DELEGATED -> MessageCbor.SIGNED_MESSAGE.cid(this);
    };
  }
}
