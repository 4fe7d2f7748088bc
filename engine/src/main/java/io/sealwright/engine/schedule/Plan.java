package io.sealwright.engine.schedule;

import java.util.List;
import java.util.Optional;

/**
 * What to start, and why the rest waits; together every waiting task of the snapshot, once.
 *
 * @param assignments in the order of their rank
 * @param held in the order of their rank
 */
public record Plan(List<Assignment> assignments, List<Held> held) {

  /** A task with the worker that is to run it. The reservation is made before it starts. */
  public record Assignment(WaitingTask task, Lease lease, Optional<Reservation> reservation) {}

  /**
   * A task that goes on waiting.
   *
   * @param at each worker that takes its type; empty if none does, and that is the reason
   */
  public record Held(WaitingTask task, List<At> at) {
    public Held {
      at = List.copyOf(at);
      if (at.stream().anyMatch(worker -> worker.obstacles().isEmpty())) {
        throw new IllegalArgumentException(task.id() + " is kept from a worker for no reason");
      }
    }

    public boolean nobodyTakesIt() {
      return at.isEmpty();
    }
  }

  /** All that keeps a task from one worker. */
  public record At(Worker.Id worker, Host.Name host, List<Obstacle> obstacles) {
    public At {
      obstacles = List.copyOf(obstacles);
    }
  }

  public Plan {
    assignments = List.copyOf(assignments);
    held = List.copyOf(held);
  }
}
