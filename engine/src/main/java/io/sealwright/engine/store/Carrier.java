package io.sealwright.engine.store;

import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.Lease;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Rows of db-scheduler, which carries tasks to the workers they are given to. A row's task name is
 * the type and the worker, so that only that worker picks it; its instance is the task and the
 * token of its assignment.
 */
public final class Carrier {
  /** Of a row of tasks: its worker has not begun it. */
  static final String NOT_BEGUN =
      "exists (select 1 from scheduled_tasks where not picked and task_instance ="
          + " cast(task.id as varchar) || ':' || cast(task.token as varchar))";

  private Carrier() {}

  /** A task as its worker gets it. */
  public record Handed(TaskId task, FencingToken token) {
    /** Its row's instance. */
    public String instance() {
      return task + ":" + token.number();
    }
  }

  /** The task name under which a worker gets tasks of a type. */
  public static String name(TaskType type, Worker.Id worker) {
    return type + "@" + worker;
  }

  /** What an instance stands for; none for one that is not ours. */
  public static Optional<Handed> handed(String instance) {
    int colon = instance.indexOf(':');
    try {
      return Optional.of(
          new Handed(
              new TaskId(UUID.fromString(instance.substring(0, Math.max(colon, 0)))),
              new FencingToken(Long.parseLong(instance.substring(colon + 1)))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static void hand(Handle handle, TaskType type, TaskId task, Lease lease, Instant now) {
    handle
        .createUpdate(
            "insert into scheduled_tasks"
                + " (task_name, task_instance, execution_time, picked, version)"
                + " values (:name, :instance, :now, false, 1)")
        .bind("name", name(type, lease.worker()))
        .bind("instance", new Handed(task, lease.token()).instance())
        .bind("now", Timestamp.from(now))
        .execute();
  }

  /** Takes every row of a task away; a worker that has begun it learns so at the fence. */
  static void take(Handle handle, TaskId task) {
    handle
        .createUpdate("delete from scheduled_tasks where task_instance like :instance")
        .bind("instance", task + ":%")
        .execute();
  }
}
