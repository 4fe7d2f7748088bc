package io.sealwright.engine.duty;

import java.util.stream.Collectors;

/** What a message of this duty is for. A purpose gets one message, ever. */
public sealed interface Purpose {
  /** To prove partitions. */
  record Proof(Attempt attempt) implements Purpose {}

  /** To declare sectors of a window faulty. */
  record Faults(Window window) implements Purpose {}

  /** To declare sectors of a window recovered that its first look found, or its second one. */
  record Recoveries(Window window, int look) implements Purpose {}

  /** What distinguishes it among all purposes of a miner, {@code window-post 1480 0-2 1}. */
  default String key() {
    return switch (this) {
      case Proof(Attempt attempt) ->
          "window-post %s %s %d"
              .formatted(attempt.window().open(), partitions(attempt), attempt.number());
      case Faults(Window window) -> "faults " + window.open();
      case Recoveries(Window window, int look) ->
          "recoveries " + window.open() + (look == 1 ? "" : " " + look);
    };
  }

  private static String partitions(Attempt attempt) {
    return attempt
        .partitions()
        .runs()
        .map(run -> run.length() == 1 ? "" + run.start() : run.start() + "-" + (run.end() - 1))
        .collect(Collectors.joining(","));
  }
}
