package io.sealwright.engine.sending;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.node.SendSpec;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import java.util.Optional;

/** Has the node try a message on the head, after what its sender has in the pool. */
public final class Pricing {
  private final FullNode node;

  public Pricing(FullNode node) {
    this.node = node;
  }

  /**
   * The message with its gas, its nonce still to be set.
   *
   * @param maxFee the most it may cost for gas
   * @throws SendRefused if it would fail, in the node's words
   */
  public Message price(Sending.Wish wish, TokenAmount maxFee)
      throws RpcException, InterruptedException, SendRefused {
    try {
      return node.ask(
          node.api()
              .gas()
              .estimateMessageGas()
              .ask(wish.message(), Optional.of(SendSpec.atMost(maxFee)), TipsetKey.HEAD));
    } catch (Refused e) {
      if (e.isOfToken()) {
        throw e;
      }
      throw new SendRefused(e.text());
    }
  }
}
