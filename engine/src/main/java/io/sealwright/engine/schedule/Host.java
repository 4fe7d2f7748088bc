package io.sealwright.engine.schedule;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A machine with workers.
 *
 * @param machine what it gives to tasks
 * @param paths that are mounted on it, its own as well as shared ones
 * @param lastPhase1 when a P1 was last started on it, finished since or not
 */
public record Host(
    Name name, Machine machine, Set<StoragePath.Id> paths, Optional<Instant> lastPhase1) {

  /** A host's name in the inventory. */
  public record Name(String name) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      return name.compareTo(other.name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * What all tasks on a host share: bytes of memory, threads of its processors, GPUs.
   *
   * @param id what tells it from other machines, empty if nothing does
   */
  public record Machine(long memory, int threads, int gpus, String id) {
    public Machine {
      if (memory < 0 || threads < 1 || gpus < 0) {
        throw new IllegalArgumentException(
            memory + " bytes, " + threads + " threads, " + gpus + " GPUs are no machine");
      }
    }

    /** One of many like it. */
    public Machine(long memory, int threads, int gpus) {
      this(memory, threads, gpus, "");
    }
  }

  public Host {
    paths = Set.copyOf(paths);
  }
}
