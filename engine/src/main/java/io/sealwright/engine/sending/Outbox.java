package io.sealwright.engine.sending;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.node.SendSpec;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.Optional;

/** From here a node is told to sign and to send what an operator planned. */
final class Outbox {
  private final FullNode node;

  Outbox(FullNode node) {
    this.node = node;
  }

  /** Has a message signed as it is, and sends it. */
  Cid sendAsItIs(Message message) throws RpcException, InterruptedException {
    SignedMessage signed = node.ask(node.api().wallet().signMessage().ask(message.from(), message));
    if (!signed.message().equals(message)) {
      throw new RpcException.Misunderstood("the node signed another message than it was given");
    }
    return node.ask(node.api().mpool().push().ask(signed));
  }

  /** Has the node give a message its nonce, sign it and send it. */
  SignedMessage sendWithNextNonce(Message message, TokenAmount maxFee)
      throws RpcException, InterruptedException {
    return node.ask(
        node.api().mpool().pushMessage().ask(message, Optional.of(SendSpec.atMost(maxFee))));
  }
}
