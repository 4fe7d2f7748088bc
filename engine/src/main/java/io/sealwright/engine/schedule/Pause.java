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

    /** Whether it holds for the workers of a host that have a name. */
    default boolean covers(Host.Name on, String worker) {
      return switch (this) {
        case Everywhere _ -> true;
        case OnHost(Host.Name host) -> host.equals(on);
        case OnWorker(Host.Name host, String name) -> host.equals(on) && name.equals(worker);
      };
    }
  }

  public boolean covers(Worker worker, TaskType wanted) {
    return type.map(wanted::equals).orElse(true) && scope.covers(worker.host(), worker.name());
  }
}
