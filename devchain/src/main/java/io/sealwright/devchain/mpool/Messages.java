package io.sealwright.devchain.mpool;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.message.Message;

/** Messages that differ in one thing. */
public final class Messages {
  private Messages() {}

  public static Message withNonce(Message message, long nonce) {
    return with(message, message.from(), nonce);
  }

  public static Message withSender(Message message, Address sender) {
    return with(message, sender, message.nonce());
  }

  private static Message with(Message message, Address sender, long nonce) {
    return new Message(
        message.to(),
        sender,
        nonce,
        message.value(),
        message.gasLimit(),
        message.gasFeeCap(),
        message.gasPremium(),
        message.method(),
        message.params());
  }
}
