package io.sealwright.engine.node;

import io.sealwright.lotus.node.SyncProgress;
import io.sealwright.lotus.node.SyncProgress.Stage;
import io.sealwright.protocol.chain.Tipset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a node was seen to be at.
 *
 * @param now by the clock of whoever looks
 * @param head the height of its head
 * @param headTime when the head's first block was due
 * @param blockDelay the time of an epoch
 * @param target the highest tipset it works towards, if it works towards one
 * @param reached the highest epoch its workers have come to
 * @param applied messages it has executed since it started
 * @param peers how many it is connected to
 * @param trouble what its workers report as errors
 */
public record SyncFacts(
    Instant now,
    long head,
    Instant headTime,
    Duration blockDelay,
    Optional<Long> target,
    long reached,
    long applied,
    long peers,
    List<String> trouble) {
  public SyncFacts {
    trouble = List.copyOf(trouble);
  }

  /** From the answers of a node. */
  public static SyncFacts of(
      Instant now, Tipset head, Duration blockDelay, SyncProgress progress, long peers) {
    List<SyncProgress.Worker> workers = progress.workers().orElse(List.of());
    long headTime =
        head.blocks().stream().mapToLong(block -> block.timestamp()).min().orElseThrow();
    List<SyncProgress.Worker> active =
        workers.stream()
            .filter(worker -> !worker.is(Stage.IDLE) && !worker.is(Stage.COMPLETE))
            .filter(worker -> !worker.is(Stage.ERROR))
            .toList();
    return new SyncFacts(
        now,
        head.height().height(),
        Instant.ofEpochSecond(headTime),
        blockDelay,
        active.stream()
            .flatMap(worker -> worker.target().stream())
            .map(target -> target.height().height())
            .max(Long::compare),
        active.stream().mapToLong(worker -> worker.height().height()).max().orElse(0),
        progress.applied(),
        peers,
        workers.stream()
            .filter(worker -> worker.is(Stage.ERROR))
            .map(SyncProgress.Worker::message)
            .toList());
  }

  /** How long ago the head was due; negative if it is due in the future. */
  public Duration age() {
    return Duration.between(headTime, now);
  }
}
