package io.sealwright.devchain.mpool;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The message pool. */
public interface Mpool {
  /** The pending messages, sender by sender, nonces ascending. */
  List<SignedMessage> pending();

  /** Pending messages, and those included between an older tipset and the head. */
  List<SignedMessage> pending(TipsetKey since) throws IOException;

  /** Lets a signed message in; {@code trusted} is what came over the API rather than a network. */
  Cid push(SignedMessage message, boolean trusted) throws MessageRefused, IOException;

  /** The next nonce of a sender, its pending messages counted. */
  long nonce(Address sender) throws MessageRefused, IOException;

  /** The messages the next block on a tipset would take, for a ticket of this quality, 0 to 1. */
  List<SignedMessage> select(TipsetKey parent, double ticketQuality)
      throws MessageRefused, IOException;

  /** Removes pending messages; those of the node's own keys only if {@code local}. */
  void clear(boolean local) throws IOException;

  /** Checks messages that are not signed yet; {@code nonceSet} says whose nonces are meant. */
  List<List<MessageCheck>> check(List<Message> messages, List<Boolean> nonceSet) throws IOException;

  /** Checks the pending messages of a sender. */
  List<List<MessageCheck>> checkPending(Address sender) throws IOException;

  /** Checks messages that replace pending ones. */
  List<List<MessageCheck>> checkReplacements(List<Message> messages) throws IOException;

  MpoolConfig config();

  void configure(MpoolConfig config) throws MessageRefused, IOException;

  /** Tells of every message that comes or goes, without blocking; closing ends that. */
  AutoCloseable watch(Consumer<MpoolChange> listener);
}
