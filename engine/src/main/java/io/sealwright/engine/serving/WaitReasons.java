package io.sealwright.engine.serving;

import io.sealwright.engine.schedule.Obstacle;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.WaitingTask;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what a plan says of tasks that wait. */
final class WaitReasons {
  private WaitReasons() {}

  static List<TaskWait> of(Plan plan) {
    return Stream.concat(
            plan.assignments().stream().map(given -> wait(given.task(), true, List.of())),
            plan.held().stream().map(held -> wait(held.task(), false, held.at())))
        .toList();
  }

  private static TaskWait wait(WaitingTask task, boolean given, List<Plan.At> at) {
    return new TaskWait(
        task.id().id(),
        task.sector(),
        task.type().name(),
        task.priority(),
        given,
        at.stream().map(WaitReasons::at).toList());
  }

  private static WaitReason.At at(Plan.At at) {
    return new WaitReason.At(
        at.worker().id(),
        at.host().name(),
        at.obstacles().stream().map(WaitReasons::reason).toList());
  }

  private static WaitReason reason(Obstacle obstacle) {
    return switch (obstacle) {
      case Obstacle.Silent(var since) -> named("silent", since);
      case Obstacle.Paused(Pause pause) -> paused(pause);
      case Obstacle.Drained(var host) -> named("drained", host);
      case Obstacle.NoSlot(int running, int slots) -> amounts("no_slot", running, slots);
      case Obstacle.Memory(long needed, long free) -> amounts("memory", needed, free);
      case Obstacle.Threads(int needed, int free) -> amounts("threads", needed, free);
      case Obstacle.Gpus(int needed, int free) -> amounts("gpus", needed, free);
      case Obstacle.Space(var path, long needed, long free) ->
          amounts("space", needed, free, path.id());
      case Obstacle.NoPath(var role) ->
          switch (role) {
            case SEAL -> named("no_seal_path");
            case STORE -> named("no_store_path");
          };
      case Obstacle.NoParameters(var size) -> named("no_parameters", size);
      case Obstacle.Elsewhere(var missing, var holders) ->
          holders.isEmpty()
              ? named("nowhere", missing.toArray())
              : named("elsewhere", holders.toArray());
      case Obstacle.Staggered(var notBefore) -> named("staggered", notBefore);
      case Obstacle.PutOff(var notBefore) -> named("put_off", notBefore);
      case Obstacle.ProvesWindow(int deadline) -> named("proves_window", deadline);
      case Obstacle.HeldFor(var task) -> named("held_for", task);
    };
  }

  private static WaitReason paused(Pause pause) {
    return switch (pause.scope()) {
      case Pause.Scope.Everywhere _ -> named("paused_everywhere");
      case Pause.Scope.OnHost(var host) -> named("paused_on_host", host);
      case Pause.Scope.OnWorker(_, var name) -> named("paused_on_worker", name);
    };
  }

  private static WaitReason named(String kind, Object... about) {
    return new WaitReason(
        kind, Optional.empty(), Optional.empty(), Stream.of(about).map(String::valueOf).toList());
  }

  private static WaitReason amounts(String kind, long needed, long free, String... about) {
    return new WaitReason(kind, Optional.of(needed), Optional.of(free), List.of(about));
  }
}
