package io.sealwright.engine.schedule;

import io.sealwright.protocol.SectorId;
import java.util.Map;
import java.util.Set;

/**
 * A folder for files of sectors, of one host or shared by many.
 *
 * @param free bytes its file system could still take
 * @param reserved bytes that each sector will still write there; they are part of {@code free}
 */
public record StoragePath(Id id, Set<Role> roles, long free, Map<SectorId, Long> reserved) {

  /** What is written in the root of a path, the same wherever it is mounted. */
  public record Id(String id) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      return id.compareTo(other.id);
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /** What a path is for. */
  public enum Role {
    /** Fast, for sectors in the making. */
    SEAL,
    /** Large, for finished sectors. */
    STORE
  }

  public StoragePath {
    roles = Set.copyOf(roles);
    reserved = Map.copyOf(reserved);
    if (free < 0 || reserved.values().stream().anyMatch(bytes -> bytes < 0)) {
      throw new IllegalArgumentException("space of path " + id + " is negative");
    }
  }

  /** Bytes nobody has a claim on; below zero where more was promised than there is. */
  public long available() {
    return free - reserved.values().stream().mapToLong(Long::longValue).sum();
  }
}
