package io.sealwright.engine.schedule;

import io.sealwright.protocol.SectorSize;
import java.time.Instant;
import java.util.List;

/** One reason why a worker is not given a task it has slots for. */
public sealed interface Obstacle {
  /** It does not answer. */
  record Silent(Instant lastHeartbeat) implements Obstacle {}

  /** An operator paused it. */
  record Paused(Pause pause) implements Obstacle {}

  /** Its host is being drained, and the task brings no finished sector away. */
  record Drained(Host.Name host) implements Obstacle {}

  /** All its slots of the type are taken. */
  record NoSlot(int running, int slots) implements Obstacle {}

  /** Its host has too little memory left, in bytes. */
  record Memory(long needed, long free) implements Obstacle {}

  /** Its host has too few threads left. */
  record Threads(int needed, int free) implements Obstacle {}

  /** Its host has too few GPUs left. */
  record Gpus(int needed, int free) implements Obstacle {}

  /** The path that would take the files has too little space that nobody reserved, in bytes. */
  record Space(StoragePath.Id path, long needed, long free) implements Obstacle {}

  /** Its host has no path of the kind that the files go to. */
  record NoPath(StoragePath.Role role) implements Obstacle {}

  /** It has no parameters to prove sectors of that size with. */
  record NoParameters(SectorSize size) implements Obstacle {}

  /**
   * Files the task goes on with are not on its host.
   *
   * @param missing the paths they lie on
   * @param holders hosts that have all of them, whose workers may have obstacles of their own;
   *     empty if no host has
   */
  record Elsewhere(List<StoragePath.Id> missing, List<Host.Name> holders) implements Obstacle {
    public Elsewhere {
      missing = List.copyOf(missing);
      holders = List.copyOf(holders);
    }
  }

  /** A P1 was started on its host a short while ago. */
  record Staggered(Instant notBefore) implements Obstacle {}

  /** The task failed a short while ago, wherever it was. */
  record PutOff(Instant notBefore) implements Obstacle {}

  /** Its host proves a window, which takes what the task lacks. */
  record ProvesWindow(int deadline) implements Obstacle {}

  /** What is left is kept for a task that has waited long and needs more than is left. */
  record HeldFor(TaskId task) implements Obstacle {}

  /** A shortage that keeping room for a task would end: it is over when enough has finished. */
  default boolean endsWithRunningTasks() {
    return switch (this) {
      case Memory _, Threads _, Gpus _, ProvesWindow _ -> true;
      case Silent _,
          Paused _,
          Drained _,
          NoSlot _,
          Space _,
          NoPath _,
          NoParameters _,
          Elsewhere _,
          Staggered _,
          PutOff _,
          HeldFor _ ->
          false;
    };
  }
}
