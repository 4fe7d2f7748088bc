package io.sealwright.engine.schedule;

import io.sealwright.protocol.SectorId;
import java.util.HashMap;
import java.util.Map;

/** What is left of a path while a plan is made. It only ever becomes less. */
final class PathRoom {
  private final StoragePath path;
  private final Map<SectorId, Long> reserved;
  private long available;

  PathRoom(StoragePath path) {
    this.path = path;
    this.reserved = new HashMap<>(path.reserved());
    this.available = path.available();
  }

  StoragePath.Id id() {
    return path.id();
  }

  boolean takes(StoragePath.Role role) {
    return path.roles().contains(role);
  }

  long available() {
    return Math.max(0, available);
  }

  /** What was available before the plan gave any of it away. */
  long availableAtFirst() {
    return Math.max(0, path.available());
  }

  long reservedFor(SectorId sector) {
    return reserved.getOrDefault(sector, 0L);
  }

  /** Bytes that a sector would have to reserve to have so many. */
  long missing(SectorId sector, long needed) {
    return Math.max(0, needed - reservedFor(sector));
  }

  void reserve(SectorId sector, long bytes) {
    reserved.merge(sector, bytes, Long::sum);
    available -= bytes;
  }
}
