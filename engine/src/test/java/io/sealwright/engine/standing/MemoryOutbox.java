package io.sealwright.engine.standing;

import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.OutboxRecords;
import io.sealwright.protocol.cid.Cid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records that outlive whoever uses them, as long as the test does. */
public final class MemoryOutbox implements OutboxRecords {
  private final Map<Cid, OutboxRecord> pending = new LinkedHashMap<>();
  private final Map<String, OutboxRecord> keyed = new LinkedHashMap<>();
  private final Map<Cid, MessageFate> settled = new LinkedHashMap<>();

  /** What happens once a record is kept: a crash, in some tests. */
  public Runnable afterReserve = () -> {};

  @Override
  public void reserve(OutboxRecord record) {
    if (pending.putIfAbsent(record.cid(), record) != null) {
      throw new IllegalStateException(record.cid() + " is kept already");
    }
    record.key().ifPresent(key -> keyed.put(key, record));
    afterReserve.run();
  }

  @Override
  public List<OutboxRecord> pending() {
    return new ArrayList<>(pending.values());
  }

  @Override
  public void settle(Cid message, MessageFate fate) {
    if (pending.remove(message) != null) {
      settled.put(message, fate);
      if (fate instanceof MessageFate.None) {
        keyed.values().removeIf(record -> record.cid().equals(message));
      }
    }
  }

  @Override
  public Optional<OutboxRecord> keyed(String key) {
    return Optional.ofNullable(keyed.get(key));
  }

  @Override
  public Map<Cid, MessageFate> settled(Set<Cid> messages) {
    Map<Cid, MessageFate> found = new LinkedHashMap<>(settled);
    found.keySet().retainAll(messages);
    return found;
  }

  public Map<Cid, MessageFate> allSettled() {
    return Map.copyOf(settled);
  }
}
