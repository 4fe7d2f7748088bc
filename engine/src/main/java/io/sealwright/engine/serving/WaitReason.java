package io.sealwright.engine.serving;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One reason why a worker is not given a task, as it travels.
 *
 * @param kind such as {@code memory}, by which the words are found
 * @param needed how much is asked for: bytes, threads, cards, or tasks that run
 * @param free how much is left, or how many slots there are
 * @param about names of what stands in the way: a path, hosts, an instant, another task
 */
public record WaitReason(
    String kind, Optional<Long> needed, Optional<Long> free, List<String> about) {
  public WaitReason {
    about = List.copyOf(about);
  }

  /** The reasons of one worker. */
  public record At(UUID worker, String host, List<WaitReason> reasons) {
    public At {
      reasons = List.copyOf(reasons);
    }
  }
}
