package io.sealwright.lotus.node;

import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a node's sync workers do.
 *
 * @param applied messages executed since the start
 */
public record SyncProgress(Optional<List<Worker>> workers, long applied) {
  public SyncProgress {
    workers = workers.map(List::copyOf);
  }

  /** What a worker is at, with the number that a node gives. */
  public enum Stage {
    IDLE(0, "idle"),
    HEADERS(1, "header sync"),
    PERSIST_HEADERS(2, "persisting headers"),
    MESSAGES(3, "message sync"),
    COMPLETE(4, "complete"),
    ERROR(5, "error"),
    FETCHING_MESSAGES(6, "fetching messages");

    private final long number;
    private final String words;

    Stage(long number, String words) {
      this.number = number;
      this.words = words;
    }

    /** As Lotus shows it. */
    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * One of several workers.
   *
   * @param stage the number of a {@link Stage}, or of one that is not known here
   */
  public record Worker(
      long id,
      Optional<Tipset> base,
      Optional<Tipset> target,
      long stage,
      Epoch height,
      OffsetDateTime start,
      OffsetDateTime end,
      String message) {

    public boolean is(Stage known) {
      return stage == known.number;
    }

    /** The words for its stage. */
    public String stageText() {
      return Stream.of(Stage.values())
          .filter(this::is)
          .findFirst()
          .map(Stage::toString)
          .orElse("stage " + stage);
    }
  }
}
