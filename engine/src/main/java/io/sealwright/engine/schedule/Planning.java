package io.sealwright.engine.schedule;

import io.sealwright.engine.schedule.Plan.Assignment;
import io.sealwright.engine.schedule.Plan.At;
import io.sealwright.engine.schedule.Plan.Held;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The making of one plan. Room only becomes less while it is made, so what did not fit when it was
 * looked at does not fit at the end either: reasons are told as they are at the end.
 */
final class Planning {
  private final Rules rules;
  private final Snapshot snapshot;
  private final Rank rank;
  private final Room room;
  private final Set<Likeness> misfits = new HashSet<>();
  private final Map<Likeness, List<At>> reasons = new HashMap<>();
  private final Set<TaskId> claimants = new HashSet<>();

  Planning(Rules rules, Snapshot snapshot) {
    this.rules = rules;
    this.snapshot = snapshot;
    this.rank = new Rank(snapshot.now(), rules.patience());
    this.room = new Room(rules, snapshot);
  }

  Plan plan() {
    List<Assignment> assignments = new ArrayList<>();
    List<WaitingTask> rest = new ArrayList<>();
    for (WaitingTask task : snapshot.waiting().stream().sorted(rank).toList()) {
      assign(task).ifPresentOrElse(assignments::add, () -> rest.add(task));
    }
    return new Plan(assignments, rest.stream().map(this::held).toList());
  }

  private Optional<Assignment> assign(WaitingTask task) {
    if (isPutOff(task)) {
      return Optional.empty();
    }
    Likeness likeness = room.likeness(task);
    if (misfits.contains(likeness)) {
      return Optional.empty();
    }
    Optional<Worker> best = room.best(task);
    if (best.isEmpty()) {
      misfits.add(likeness);
      claim(task);
      return Optional.empty();
    }
    Worker worker = best.get();
    Optional<Reservation> reservation = room.take(worker, task);
    return Optional.of(
        new Assignment(
            task,
            new Lease(worker.id(), task.token().next(), snapshot.now().plus(rules.lease())),
            reservation));
  }

  private boolean isPutOff(WaitingTask task) {
    return task.notBefore().isAfter(snapshot.now());
  }

  /** Keeps room on the first worker that lacks nothing but what comes free by itself. */
  private void claim(WaitingTask task) {
    if (!task.type().isProving() && !rank.isOverdue(task)) {
      return;
    }
    boolean claimed =
        room.takers(task.type()).stream()
            .filter(worker -> !room.of(worker).isClaimed())
            .filter(worker ->
                room.obstacles(worker, task).stream().allMatch(Obstacle::endsWithRunningTasks))
            .anyMatch(worker -> room.of(worker).claim(worker.id(), task));
    if (claimed) {
      claimants.add(task.id());
    }
  }

  private Held held(WaitingTask task) {
    if (isPutOff(task)) {
      List<Obstacle> failed = List.of(new Obstacle.PutOff(task.notBefore()));
      return new Held(
          task,
          room.takers(task.type()).stream()
              .map(worker -> new At(worker.id(), worker.host(), failed))
              .toList());
    }
    List<At> at =
        claimants.contains(task.id())
            ? reasons(task)
            : reasons.computeIfAbsent(room.likeness(task), _ -> reasons(task));
    return new Held(task, at);
  }

  private List<At> reasons(WaitingTask task) {
    return room.takers(task.type()).stream()
        .map(worker -> new At(worker.id(), worker.host(), room.obstacles(worker, task)))
        .toList();
  }
}
