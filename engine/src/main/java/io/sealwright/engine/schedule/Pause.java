package io.sealwright.engine.schedule;

import java.util.Optional;

/**
 * An operator's word that no new task is to start. What runs, runs on.
 *
 * @param type empty for all types
 */
public record Pause(Scope scope, Optional<TaskType> type) {

  /** Where a pause holds. */
  public sealed interface Scope {
    /** On every worker. */
    record Everywhere() implements Scope {}

    /** On all workers of a host. */
    record OnHost(Host.Name host) implements Scope {}

    /** On the workers of a host that have a name, those that are started later too. */
    record OnWorker(Host.Name host, String name) implements Scope {}
  }

  public boolean covers(Worker worker, TaskType wanted) {
    return type.map(wanted::equals).orElse(true)
        && switch (scope) {
          case Scope.Everywhere _ -> true;
          case Scope.OnHost(Host.Name host) -> host.equals(worker.host());
          case Scope.OnWorker(Host.Name host, String name) ->
              host.equals(worker.host()) && name.equals(worker.name());
        };
  }
}
