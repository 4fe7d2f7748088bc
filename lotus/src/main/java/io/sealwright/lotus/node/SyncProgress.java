package io.sealwright.lotus.node;

import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What a node's sync workers do.
 *
 * @param applied messages executed since the start
 */
public record SyncProgress(Optional<List<Worker>> workers, long applied) {
  public SyncProgress {
    workers = workers.map(List::copyOf);
  }

  /**
   * One of several workers.
   *
   * @param stage 0 idle, 1 headers, 2 persist, 3 messages, 4 complete, 5 error, 6 fetching messages
   */
  public record Worker(
      long id,
      Optional<Tipset> base,
      Optional<Tipset> target,
      long stage,
      Epoch height,
      OffsetDateTime start,
      OffsetDateTime end,
      String message) {}
}
