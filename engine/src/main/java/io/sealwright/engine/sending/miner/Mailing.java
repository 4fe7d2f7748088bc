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
import java.util.Optional;

/** What is asked of a node to get a message onto its way. */
final class Mailing {
  private final FullNode node;

  Mailing(FullNode node) {
    this.node = node;
  }

  /** Whether a pool has the message. */
  enum Outcome {
    TAKEN,
    REFUSED,
    /** The node did not say; it may have it. */
    UNKNOWN
  }

  /**
   * @param words the node's, if it refused
   */
  record Pushed(Outcome outcome, Optional<String> words) {
    private static Pushed of(Outcome outcome) {
      return new Pushed(outcome, Optional.empty());
    }
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
      return Pushed.of(Outcome.TAKEN);
    } catch (Unreachable | Misunderstood _) {
      return Pushed.of(Outcome.UNKNOWN);
    } catch (Refused e) {
      return afterRefusal(signed, e);
    } catch (RpcException e) {
      throw new IllegalStateException("a fourth kind of failure", e);
    }
  }

  /** A node may refuse what it has just taken, because it could not tell others of it. */
  private Pushed afterRefusal(SignedMessage signed, Refused refusal) throws InterruptedException {
    try {
      return pool().stream().anyMatch(waiting -> waiting.cid().equals(signed.cid()))
          ? Pushed.of(Outcome.TAKEN)
          : new Pushed(Outcome.REFUSED, Optional.of(refusal.text()));
    } catch (RpcException _) {
      return Pushed.of(Outcome.UNKNOWN);
    }
  }
}
