package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.PathSpace;
import java.util.Collection;

/**
 * Room held for a file that is being written.
 *
 * @param bytes held
 * @param written of them, which the file system counts as taken already
 */
public record Reservation(long bytes, long written) {
  public Reservation {
    if (bytes < 0 || written < 0) {
      throw new IllegalArgumentException("a reservation of " + bytes + ", " + written);
    }
  }

  /** What is still to be written. */
  public long open() {
    return Math.max(0, bytes - written);
  }

  /**
   * The space of a path: what is free less what is held, within the path's limit.
   *
   * @param free of the file system
   * @param max the path's limit; 0 for none
   * @param used by the path's files; counted only where there is a limit
   */
  public static PathSpace space(
      long capacity, long free, Collection<Reservation> held, long max, long used) {
    long reserved = held.stream().mapToLong(Reservation::open).sum();
    long available = Math.max(0, free - reserved);
    return max > 0
        ? new PathSpace(
            capacity, Math.min(available, Math.max(0, max - used)), free, reserved, max, used)
        : new PathSpace(capacity, available, free, reserved, 0, 0);
  }
}
