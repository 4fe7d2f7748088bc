package io.sealwright.engine.cluster.work;

/** One reason why a worker is not given a request, as far as the API shows it. */
public sealed interface Obstacle {
  /** It does not answer, or was switched off. */
  record Disabled() implements Obstacle {}

  /** It takes other tasks only: it was started without this one, or the task was switched off. */
  record OtherTasks() implements Obstacle {}

  /** As many tasks of the kind as it takes are on it. */
  record Full(long running, long most) implements Obstacle {}

  /** Too little memory is left, in bytes. */
  record Memory(long needed, long free) implements Obstacle {}

  /** Too little memory is left with swap included, in bytes. */
  record MemoryWithSwap(long needed, long free) implements Obstacle {}

  /** Too few threads are left. */
  record Cpus(long needed, long free) implements Obstacle {}

  /** Too little of its GPUs is left. */
  record Gpus(double needed, double free) implements Obstacle {}

  /** It has not asked for more: what it was given before fills its windows. */
  record NoOpenWindow() implements Obstacle {}

  /** The server does not tell which tasks the worker takes. */
  record TasksUnknown() implements Obstacle {}

  /** What the task needs there is not told: the sector's seal proof or the worker's table is. */
  record NeedUnknown() implements Obstacle {}

  /** Whether this alone keeps the task away; the others only say that something is not known. */
  default boolean isCertain() {
    return switch (this) {
      case Disabled _,
          OtherTasks _,
          Full _,
          Memory _,
          MemoryWithSwap _,
          Cpus _,
          Gpus _,
          NoOpenWindow _ ->
          true;
      case TasksUnknown _, NeedUnknown _ -> false;
    };
  }
}
