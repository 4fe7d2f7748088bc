package io.sealwright.engine.sending;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.SignedMessage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Collects what is known of a node's pool. */
public final class PoolReader {
  /** A premium is estimated for inclusion within so many blocks, as Lotus itself does. */
  private static final long BLOCKS_TO_LAND = 10;

  /** Gas of an ordinary message; the estimate hardly depends on it. */
  private static final long ORDINARY_GAS = 2_000_000;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** What an empty chain asks for, where a node gives no estimate. */
  private static final TokenAmount LEAST_PREMIUM = TokenAmount.ofAtto(100_000);

  private final FullNode node;

  public PoolReader(FullNode node) {
    this.node = node;
  }

  /** All pending messages that match. */
  public List<SignedMessage> pending(Predicate<SignedMessage> wanted)
      throws RpcException, InterruptedException {
    return node.ask(node.api().mpool().pending().ask(TipsetKey.HEAD)).stream()
        .filter(wanted)
        .toList();
  }

  /**
   * The facts about the senders of these messages. Each queue holds all that is pending of its
   * sender, for the messages of one sender depend on each other.
   */
  public PoolFacts facts(Predicate<SignedMessage> wanted)
      throws RpcException, InterruptedException {
    List<SignedMessage> all = pending(_ -> true);
    Map<Address, List<SignedMessage>> bySender = new LinkedHashMap<>();
    all.stream()
        .filter(wanted)
        .map(message -> message.message().from())
        .sorted(Comparator.naturalOrder())
        .forEach(sender -> bySender.putIfAbsent(sender, new ArrayList<>()));
    for (SignedMessage message : all) {
      List<SignedMessage> queue = bySender.get(message.message().from());
      if (queue != null) {
        queue.add(message);
      }
    }
    return new PoolFacts(
        node.head().parentBaseFee(),
        usualPremium(bySender.keySet().stream().findFirst()),
        ReplacementRule.ofVersion(node.version().text()),
        ratioPercent(),
        queues(bySender));
  }

  private List<SenderQueue> queues(Map<Address, List<SignedMessage>> bySender)
      throws RpcException, InterruptedException {
    List<SenderQueue> queues = new ArrayList<>();
    for (Map.Entry<Address, List<SignedMessage>> entry : bySender.entrySet()) {
      Optional<Actor> actor = node.actor(entry.getKey());
      queues.add(
          new SenderQueue(
              entry.getKey(),
              actor.map(Actor::nonce).orElse(0L),
              actor.map(Actor::balance).orElse(TokenAmount.ZERO),
              entry.getValue()));
    }
    return queues;
  }

  private TokenAmount usualPremium(Optional<Address> sender)
      throws RpcException, InterruptedException {
    if (sender.isEmpty()) {
      return LEAST_PREMIUM;
    }
    try {
      return node.ask(
          node.api()
              .gas()
              .estimateGasPremium()
              .ask(BLOCKS_TO_LAND, sender.get(), ORDINARY_GAS, TipsetKey.HEAD));
    } catch (Refused e) {
      if (e.isOfToken()) {
        throw e;
      }
      return LEAST_PREMIUM;
    }
  }

  /** By how much the node's operator wants premiums raised: 1.25 is 125. */
  private int ratioPercent() throws RpcException, InterruptedException {
    return node.ask(node.api().mpool().getConfig().ask())
        .replaceByFee()
        .multiply(HUNDRED)
        .intValue();
  }
}
