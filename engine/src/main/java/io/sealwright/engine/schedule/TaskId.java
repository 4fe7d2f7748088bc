package io.sealwright.engine.schedule;

import java.util.UUID;

/** The name of one task of one sector; it stays when the task is given to another worker. */
public record TaskId(UUID id) implements Comparable<TaskId> {

  @Override
  public int compareTo(TaskId other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
