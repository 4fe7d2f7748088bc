package io.sealwright.devchain.chain;

import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.MissingBlock;
import io.sealwright.protocol.message.Message;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/** Finds where messages landed. */
final class MessageSearch {
  /** Epochs a caller may ask to be built on a message. */
  static final long MOST_CONFIDENCE = 900;

  private final Chain chain;

  MessageSearch(Chain chain) {
    this.chain = chain;
  }

  /** Looks from a tipset down; a negative limit is none. */
  Optional<MessageLookup> back(Tipset from, Cid cid, long lookback, boolean replaced)
      throws IOException {
    Message message = load(cid);
    long lowest = lookback < 0 ? 0 : from.height().height() - lookback;
    Tipset at = from;
    boolean first = true;
    while (at.height().height() > 0 && (first || at.height().height() > lowest)) {
      Optional<MessageLookup> found = in(at, cid, message, replaced);
      if (found.isPresent()) {
        return found;
      }
      if (hasNotBegun(at, message)) {
        return Optional.empty();
      }
      at = chain.tipset(at.parents());
      first = false;
    }
    return Optional.empty();
  }

  /** Waits for a message to land, and for so many epochs above it. */
  MessageLookup await(Cid cid, long confidence, long lookback, boolean replaced)
      throws IOException, InterruptedException {
    if (Long.compareUnsigned(confidence, MOST_CONFIDENCE) > 0) {
      throw new ChainRefusal(
          "message confidence exceeds maximum: %s > %d"
              .formatted(Long.toUnsignedString(confidence), MOST_CONFIDENCE));
    }
    load(cid);
    LinkedBlockingQueue<List<HeadChange>> changes = new LinkedBlockingQueue<>();
    try (Chain.Watch _ = chain.watch(changes::add)) {
      while (true) {
        changes.take();
        Tipset head = chain.head();
        Optional<MessageLookup> found = back(head, cid, lookback, replaced);
        if (found.isPresent()
            && head.height().since(found.orElseThrow().height()).epochs() >= confidence) {
          return found.orElseThrow();
        }
      }
    }
  }

  private Message load(Cid cid) throws IOException {
    try {
      return chain.message(cid);
    } catch (ChainRefusal e) {
      // The odd beginning is what the node of the recordings says.
      throw new ChainRefusal(
          "%!w(*errors.errorString=&{failed to load message}): " + e.getMessage(), e);
    }
  }

  /** Whether the parents of a tipset hold the message; their receipts are named by the tipset. */
  private Optional<MessageLookup> in(Tipset tipset, Cid cid, Message wanted, boolean replaced)
      throws IOException {
    Tipset parent = chain.tipset(tipset.parents());
    List<ChainMessage> messages = chain.messagesIn(parent);
    for (int i = messages.size() - 1; i >= 0; i--) {
      ChainMessage found = messages.get(i);
      if (found.message().from().equals(wanted.from())) {
        if (found.message().nonce() == wanted.nonce()) {
          requireReplacement(found, cid, wanted, replaced);
          return Optional.of(
              new MessageLookup(
                  found.cid(),
                  chain.receipts(tipset.blocks().getFirst()).get(i),
                  tipset.key(),
                  tipset.height()));
        }
        if (Long.compareUnsigned(found.message().nonce(), wanted.nonce()) < 0) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static void requireReplacement(
      ChainMessage found, Cid cid, Message wanted, boolean replaced) throws ChainRefusal {
    String end =
        " (F:%s n %s, TS: %s n%s)"
            .formatted(
                cid,
                Long.toUnsignedString(wanted.nonce()),
                found.cid(),
                Long.toUnsignedString(found.message().nonce()));
    if (!isSameCall(found.message(), wanted)) {
      throw new ChainRefusal(
          "message was replaced: found message with equal nonce as the one we are looking for that"
              + " is NOT a valid replacement message"
              + end);
    }
    if (!replaced && !found.cid().equals(cid)) {
      throw new ChainRefusal(
          "message was replaced: found message with equal nonce as the one we are looking for"
              + end);
    }
  }

  /** Whether two messages differ in nothing but what is offered for gas. */
  private static boolean isSameCall(Message a, Message b) {
    return a.to().equals(b.to())
        && a.from().equals(b.from())
        && a.nonce() == b.nonce()
        && a.value().equals(b.value())
        && a.method().equals(b.method())
        && a.params().equals(b.params());
  }

  /** Whether the sender had not come to the message's nonce; not so where the state is gone. */
  private boolean hasNotBegun(Tipset tipset, Message message) throws IOException {
    try {
      long nonce =
          chain
              .states()
              .actor(tipset.parentStateRoot(), message.from())
              .map(Actor::nonce)
              .orElse(0L);
      return Long.compareUnsigned(nonce, message.nonce()) <= 0;
    } catch (MissingBlock _) {
      return false;
    }
  }
}
