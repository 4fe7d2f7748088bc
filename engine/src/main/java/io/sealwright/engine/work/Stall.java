package io.sealwright.engine.work;

import io.sealwright.engine.recovery.space.Bytes;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Obstacle;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.Plan.At;
import io.sealwright.engine.schedule.Plan.Held;
import io.sealwright.engine.schedule.RunningTask;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.protocol.SectorId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type of tasks of which some wait, none is at work, and none will begin by itself: what keeps
 * them does not end with what runs.
 *
 * @param byOperator pauses and drains keep them, and nothing else does
 * @param words one line: what waits, and why or what to do
 */
public record Stall(TaskType type, boolean byOperator, String words) {
  private static final int MOST_HOSTS = 3;

  /** A cluster at one moment, with the plan for it. */
  private record Scene(
      Map<Host.Name, Host> hosts,
      Set<Host.Name> busy,
      Set<StoragePath.Id> emptying,
      Set<Host.Name> drained) {
    static Scene of(Snapshot snapshot, Plan plan) {
      Map<Worker.Id, Host.Name> hosts = new HashMap<>();
      snapshot.workers().forEach(worker -> hosts.put(worker.id(), worker.host()));
      Set<Host.Name> busy = new HashSet<>(snapshot.proofs().keySet());
      leased(snapshot, plan)
          .forEach(worker -> Optional.ofNullable(hosts.get(worker)).ifPresent(busy::add));
      return new Scene(
          snapshot.hosts().stream().collect(Collectors.toMap(Host::name, host -> host)),
          busy,
          emptying(snapshot, plan),
          snapshot.drained());
    }

    /** Paths with space for sectors that no task keeps: they wait for the chain, and go on. */
    private static Set<StoragePath.Id> emptying(Snapshot snapshot, Plan plan) {
      Set<SectorId> held =
          plan.held().stream().map(task -> task.task().sector()).collect(Collectors.toSet());
      return snapshot.paths().stream()
          .filter(path -> !held.containsAll(path.reserved().keySet()))
          .map(StoragePath::id)
          .collect(Collectors.toSet());
    }

    private static Stream<Worker.Id> leased(Snapshot snapshot, Plan plan) {
      return Stream.concat(
          snapshot.running().stream().map(task -> task.lease().worker()),
          plan.assignments().stream().map(given -> given.lease().worker()));
    }

    /** Whether a worker will be free for a task without anybody's doing. */
    boolean passes(At at) {
      return at.obstacles().stream().allMatch(obstacle -> passes(obstacle, at.host()));
    }

    /** Whether pauses and drains keep it from all workers that would take it without them. */
    boolean isByOperators(Held task) {
      return isOnDrained(holders(task.task().inputs()))
          || task.at().stream().anyMatch(this::passesButForOperators);
    }

    private boolean passesButForOperators(At at) {
      return at.obstacles().stream()
          .allMatch(obstacle -> isByOperator(obstacle, at.host()) || passes(obstacle, at.host()));
    }

    /** A host that is drained may be switched off. */
    private boolean isByOperator(Obstacle obstacle, Host.Name host) {
      return switch (obstacle) {
        case Obstacle.Paused _, Obstacle.Drained _ -> true;
        case Obstacle.Silent _ -> drained.contains(host);
        case Obstacle.Elsewhere(_, List<Host.Name> holders) -> isOnDrained(holders);
        default -> false;
      };
    }

    private List<Host.Name> holders(Set<StoragePath.Id> inputs) {
      return inputs.isEmpty()
          ? List.of()
          : hosts.values().stream()
              .filter(host -> host.paths().containsAll(inputs))
              .map(Host::name)
              .toList();
    }

    private boolean isOnDrained(List<Host.Name> holders) {
      return !holders.isEmpty() && drained.containsAll(holders);
    }

    private boolean passes(Obstacle obstacle, Host.Name host) {
      Host.Machine machine =
          Optional.ofNullable(hosts.get(host)).map(Host::machine).orElse(new Host.Machine(0, 1, 0));
      return switch (obstacle) {
        case Obstacle.NoSlot _,
            Obstacle.Staggered _,
            Obstacle.PutOff _,
            Obstacle.ProvesWindow _,
            Obstacle.HeldFor _ ->
            true;
        case Obstacle.Memory(long needed, _) -> busy.contains(host) && needed <= machine.memory();
        case Obstacle.Threads(int needed, _) -> busy.contains(host) && needed <= machine.threads();
        case Obstacle.Gpus(int needed, _) -> busy.contains(host) && needed <= machine.gpus();
        case Obstacle.Space(var path, _, _) -> !busy.isEmpty() || emptying.contains(path);
        case Obstacle.Silent _,
            Obstacle.Paused _,
            Obstacle.Drained _,
            Obstacle.NoPath _,
            Obstacle.NoParameters _,
            Obstacle.Elsewhere _ ->
            false;
      };
    }
  }

  /** Those of one moment. */
  static List<Stall> in(Snapshot snapshot, Plan plan) {
    Set<TaskType> going =
        Stream.concat(
                snapshot.running().stream().map(RunningTask::type),
                plan.assignments().stream().map(given -> given.task().type()))
            .collect(Collectors.toSet());
    Map<TaskType, List<Held>> held = new EnumMap<>(TaskType.class);
    plan.held().stream()
        .filter(task -> !going.contains(task.task().type()))
        .forEach(
            task -> held.computeIfAbsent(task.task().type(), _ -> new ArrayList<>()).add(task));
    Scene scene = Scene.of(snapshot, plan);
    List<Stall> stalls = new ArrayList<>();
    held.forEach((type, tasks) -> {
      if (tasks.stream().noneMatch(task -> task.at().stream().anyMatch(scene::passes))) {
        stalls.add(of(type, tasks, scene));
      }
    });
    return stalls;
  }

  private static Stall of(TaskType type, List<Held> tasks, Scene scene) {
    if (tasks.stream().allMatch(scene::isByOperators)) {
      return new Stall(
          type,
          true,
          "operators have paused or drained all that could take %s, and %d wait"
                  .formatted(type, tasks.size())
              + "; see 'sealwright sealing sched-diag'");
    }
    Held first = tasks.getFirst();
    if (first.nobodyTakesIt()) {
      return new Stall(
          type,
          false,
          "no worker takes %s, and %d wait for one: start a worker with slots for it"
              .formatted(type, tasks.size()));
    }
    return new Stall(
        type,
        false,
        "no worker can begin with %s, and %d wait: %s; see 'sealwright sealing sched-diag'"
            .formatted(type, tasks.size(), reasons(first, scene)));
  }

  private static String reasons(Held task, Scene scene) {
    List<String> hosts =
        task.at().stream()
            .map(at ->
                "on %s "
                    .formatted(at.host())
                    .concat(
                        at.obstacles().stream()
                            .filter(obstacle -> !scene.passes(obstacle, at.host()))
                            .map(Stall::words)
                            .collect(Collectors.joining(" and "))))
            .distinct()
            .toList();
    String first = hosts.stream().limit(MOST_HOSTS).collect(Collectors.joining(", "));
    int more = hosts.size() - MOST_HOSTS;
    return more > 0 ? "%s, and the like on %d more".formatted(first, more) : first;
  }

  private static String words(Obstacle obstacle) {
    return switch (obstacle) {
      case Obstacle.Silent(var since) -> "the worker is silent since " + since;
      case Obstacle.Paused _ -> "an operator has paused it";
      case Obstacle.Drained _ -> "an operator drains it";
      case Obstacle.Memory(long needed, long free) ->
          "memory lacks (%s needed, %s free)".formatted(Bytes.words(needed), Bytes.words(free));
      case Obstacle.Threads(int needed, int free) ->
          "threads lack (%d needed, %d free)".formatted(needed, free);
      case Obstacle.Gpus(int needed, int free) ->
          "GPUs lack (%d needed, %d free)".formatted(needed, free);
      case Obstacle.Space(var path, long needed, long free) ->
          "path %s lacks space (%s needed, %s free)"
              .formatted(path, Bytes.words(needed), Bytes.words(free));
      case Obstacle.NoPath(var role) ->
          switch (role) {
            case SEAL -> "there is no path to seal on";
            case STORE -> "there is no path to store on";
          };
      case Obstacle.NoParameters(var size) -> "there are no parameters for " + size;
      case Obstacle.Elsewhere(var missing, var holders) ->
          holders.isEmpty()
              ? "as on all the path %s is not seen".formatted(missing.getFirst())
              : "there are no files of it, which are on " + holders.getFirst();
      case Obstacle.NoSlot _,
          Obstacle.Staggered _,
          Obstacle.PutOff _,
          Obstacle.ProvesWindow _,
          Obstacle.HeldFor _ ->
          throw new IllegalArgumentException(obstacle + " passes by itself");
    };
  }
}
