package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the messages that were signed, so that a crash neither loses one nor sends a second. Only a
 * record that outlives a crash is one: what {@link #reserve} returns from has been committed.
 */
public interface OutboxRecords {

  /** Keeps a message that is about to be sent. */
  void reserve(OutboxRecord record) throws IOException;

  /** All that are not settled, in the order in which they were kept. */
  List<OutboxRecord> pending() throws IOException;

  /**
   * Notes what became of a message for good: it has landed, lost its nonce, or was never taken. A
   * message that is not known or settled already is left alone.
   */
  void settle(Cid message, MessageFate fate) throws IOException;

  /** The message of a key, settled or not; none if there was none, or the pool never took it. */
  Optional<OutboxRecord> keyed(String key) throws IOException;

  /**
   * What became of those of these messages that are settled. A sector may rest for days on a
   * message that landed long ago.
   */
  Map<Cid, MessageFate> settled(Set<Cid> messages) throws IOException;
}
