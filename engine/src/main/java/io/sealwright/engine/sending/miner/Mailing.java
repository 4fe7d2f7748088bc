package io.sealwright.engine.sending.miner;

import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.SendRefused;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;

/** What is asked of a node to get a message onto its way. */
final class Mailing {
  private final FullNode node;

  Mailing(FullNode node) {
    this.node = node;
  }

  /** Whether a pool has the message. */
  sealed interface Pushed {
    record Taken() implements Pushed {}

    /**
     * It is not there.
     *
     * @param words the node's
     */
    record Refused(String words) implements Pushed {}

    /**
     * It may be there: the node did not say.
     *
     * @param why it is not known
     */
    record Unknown(String why) implements Pushed {}
  }

  long nonce(Address from) throws RpcException, InterruptedException {
    return node.ask(node.api().mpool().getNonce().ask(from));
  }

  List<SignedMessage> pool() throws RpcException, InterruptedException {
    return node.ask(node.api().mpool().pending().ask(TipsetKey.HEAD));
  }

  /** Has a message signed as it is. */
  SignedMessage sign(Message message) throws RpcException, InterruptedException, SendRefused {
    SignedMessage signed = node.ask(node.api().wallet().signMessage().ask(message.from(), message));
    if (!signed.message().equals(message)) {
      throw new SendRefused("the node signed another message than it was given");
    }
    return signed;
  }

  /** Gives a signed message to the pool; the same one may be given again. */
  Pushed push(SignedMessage signed) throws InterruptedException {
    try {
      node.ask(node.api().mpool().push().ask(signed));
      return new Pushed.Taken();
    } catch (RpcException e) {
      return switch (e) {
        case Refused refusal -> afterRefusal(signed, refusal);
        case Unreachable _, Misunderstood _ -> new Pushed.Unknown(String.valueOf(e.getMessage()));
      };
    }
  }

  /** A node may refuse what it has just taken, because it could not tell others of it. */
  private Pushed afterRefusal(SignedMessage signed, Refused refusal) throws InterruptedException {
    try {
      return pool().stream().anyMatch(waiting -> waiting.cid().equals(signed.cid()))
          ? new Pushed.Taken()
          : new Pushed.Refused(refusal.text());
    } catch (RpcException e) {
      return new Pushed.Unknown(
          "%s, and then the pool was not shown: %s".formatted(refusal.text(), e.getMessage()));
    }
  }
}
