package io.sealwright.devchain.mpool;

import io.sealwright.devchain.chain.consensus.BaseFee;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Fills a block: the chains that pay most for a unit of gas first, as a node does for the first
 * block of an epoch. The last chain is trimmed to what room is left; messages that cannot pay the
 * base fee stay out.
 */
final class Selection {
  /** Messages of a block. */
  static final int MAX_MESSAGES = 10_000;

  /** Messages of a block with one kind of signature. */
  private static final int MAX_OF_A_KIND = 8_192;

  /** The gas of the cheapest message worth looking for. */
  private static final long LEAST_GAS = 1_298_450;

  private final TokenAmount baseFee;
  private final List<SignedMessage> chosen = new ArrayList<>();
  private long gasLeft = BaseFee.BLOCK_GAS_LIMIT;

  Selection(TokenAmount baseFee) {
    this.baseFee = baseFee;
  }

  /**
   * Those of a sender's messages that can be in the next block: without a gap from its nonce on,
   * and as far as its balance and a block reach.
   */
  static List<SignedMessage> eligible(Actor sender, Collection<SignedMessage> pending) {
    List<SignedMessage> eligible = new ArrayList<>();
    long nonce = sender.nonce();
    long gas = 0;
    TokenAmount balance = sender.balance();
    for (SignedMessage signed : pending) {
      Message message = signed.message();
      if (Long.compareUnsigned(message.nonce(), nonce) < 0) {
        continue;
      }
      gas += message.gasLimit();
      TokenAmount required = SenderQueue.gasFunds(message);
      if (message.nonce() != nonce
          || gas > BaseFee.BLOCK_GAS_LIMIT
          || eligible.size() == MAX_MESSAGES
          || message.gasLimit() < Validity.MinimumGas.of(Validity.lengthOnChain(signed)).total()
          || balance.compareTo(required) < 0) {
        break;
      }
      balance = balance.minus(required).minus(message.value());
      nonce++;
      eligible.add(signed);
    }
    return eligible;
  }

  /** Takes of several senders' messages what fits; may be called again for what is left. */
  void take(List<List<SignedMessage>> senders) {
    List<MessageChain> chains = new ArrayList<>();
    senders.forEach(messages -> chains.addAll(MessageChain.of(messages, baseFee)));
    chains.sort(MessageChain.BEST_FIRST);
    for (MessageChain chain : chains) {
      if (gasLeft < LEAST_GAS || chosen.size() >= MAX_MESSAGES) {
        return;
      }
      if (!chain.isEmpty()) {
        take(chain);
      }
    }
  }

  List<SignedMessage> chosen() {
    return List.copyOf(chosen);
  }

  private void take(MessageChain chain) {
    int room = Math.min(MAX_MESSAGES - chosen.size(), roomFor(chain));
    if (chain.isLoss() || chain.gasLimit() > gasLeft || chain.messages().size() > room) {
      chain.trim(gasLeft, room);
    }
    chosen.addAll(chain.messages());
    gasLeft -= chain.gasLimit();
  }

  private int roomFor(MessageChain chain) {
    var kind = chain.messages().getFirst().signature().type();
    long used = chosen.stream().filter(message -> message.signature().type() == kind).count();
    return MAX_OF_A_KIND - (int) used;
  }
}
