package io.sealwright.devchain.mpool;

import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;

/** What messages before it in the same tipset leave of a sender, reckoned with caution. */
final class Prior {
  private Prior() {}

  static Actor after(Actor sender, Address key, List<SignedMessage> before) {
    long nonce = sender.nonce();
    TokenAmount balance = sender.balance();
    for (SignedMessage signed : before) {
      Message message = signed.message();
      if (message.from().equals(key)) {
        nonce = Math.max(nonce, message.nonce() + 1);
        balance = balance.minus(SenderQueue.gasFunds(message)).minus(message.value());
      }
    }
    return new Actor(sender.code(), sender.head(), nonce, balance, sender.delegated());
  }
}
