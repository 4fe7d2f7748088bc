package io.sealwright.engine.sending;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.node.BlockMessages;
import io.sealwright.lotus.node.MessageCheck;
import io.sealwright.lotus.node.Prototype;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.SignedMessage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans one message, and sends the one that was planned. */
public final class Sending {
  private final FullNode node;

  public Sending(FullNode node) {
    this.node = node;
  }

  /**
   * What an operator wants sent.
   *
   * @param from a key address
   */
  public record Wish(
      Address from, Address to, TokenAmount value, MethodNumber method, ByteString params) {

    /** A bare transfer. */
    public static Wish transfer(Address from, Address to, TokenAmount value) {
      return new Wish(from, to, value, MethodNumber.SEND, ByteString.EMPTY);
    }

    Message message() {
      TokenAmount zero = TokenAmount.ZERO;
      return new Message(to, from, 0, value, 0, zero, zero, method, params);
    }
  }

  /**
   * Tries the message on the head and prices it.
   *
   * @param maxFee the most it may cost for gas
   * @throws SendRefused if it would fail, in the node's words
   */
  public SendPlan plan(Wish wish, TokenAmount maxFee)
      throws RpcException, InterruptedException, SendRefused {
    Optional<Actor> sender = node.actor(wish.from());
    Message message = new Pricing(node).price(wish, maxFee);
    TokenAmount pending =
        underWay(wish.from(), sender).stream()
            .map(Message::worstCost)
            .reduce(TokenAmount.ZERO, TokenAmount::plus);
    TokenAmount balance = sender.map(Actor::balance).orElse(TokenAmount.ZERO);
    return new SendPlan(message, balance, pending, objections(message));
  }

  /** What the sender's balance does not show yet: it waits, or is in the head and not executed. */
  private Collection<Message> underWay(Address from, Optional<Actor> sender)
      throws RpcException, InterruptedException {
    Map<Long, Message> byNonce = new HashMap<>();
    new PoolReader(node)
        .pending(waiting -> waiting.message().from().equals(from))
        .forEach(waiting -> byNonce.put(waiting.message().nonce(), waiting.message()));
    if (sender.isEmpty()) {
      return byNonce.values();
    }
    long executed = sender.get().nonce();
    if (node.ask(node.api().mpool().getNonce().ask(from)) - executed > byNonce.size()) {
      for (BlockHeader block : node.head().blocks()) {
        BlockMessages in = node.ask(node.api().chain().getBlockMessages().ask(block.cid()));
        Stream.concat(in.bls().stream(), in.secp().stream().map(SignedMessage::message))
            .filter(message -> message.from().equals(from) && message.nonce() >= executed)
            .forEach(message -> byNonce.putIfAbsent(message.nonce(), message));
      }
    }
    return byNonce.values();
  }

  /** Sends what was planned. What the node made of it is compared with the plan. */
  public SignedMessage send(SendPlan plan) throws RpcException, InterruptedException, PlanOutdated {
    Message planned = plan.message();
    SignedMessage sent = new Outbox(node).sendWithNextNonce(planned, plan.worstFee());
    Message same = planned.withNonce(sent.message().nonce());
    if (!same.equals(sent.message())) {
      throw new PlanOutdated(
          "the node sent another message than planned, " + sent.cid() + ": look at it");
    }
    return sent;
  }

  private List<String> objections(Message message) throws RpcException, InterruptedException {
    return node
        .ask(node.api().mpool().checkMessages().ask(List.of(new Prototype(message, false))))
        .stream()
        .flatMap(List::stream)
        .filter(check -> !check.ok())
        .map(MessageCheck::error)
        .toList();
  }
}
