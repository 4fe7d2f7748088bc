package io.sealwright.engine.duty;

import io.sealwright.protocol.epoch.Epoch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records that outlast a duty, and all that was ever kept, in order. */
final class MemoryRecords implements DutyRecords {
  private final Map<Attempt, WindowRecord> records = new LinkedHashMap<>();

  @Override
  public void put(WindowRecord record) {
    records.put(record.attempt(), record);
  }

  @Override
  public List<WindowRecord> unended() {
    return records.values().stream().filter(record -> !record.progress().isEnded()).toList();
  }

  @Override
  public List<WindowRecord> ofWindow(Epoch open) {
    return records.values().stream()
        .filter(record -> record.attempt().window().open().equals(open))
        .toList();
  }

  @Override
  public List<WindowRecord> newest(int most) {
    return new ArrayList<>(records.values()).reversed().stream().limit(most).toList();
  }

  List<WindowRecord> all() {
    return List.copyOf(records.values());
  }
}
