package io.sealwright.engine.removal;

import io.sealwright.engine.storage.FoundFile;
import java.time.Duration;
import java.time.Instant;

/**
 * Which of a removed sector's files are kept for a while. What can be made again from what remains,
 * or is only half there, is deleted at once: a cache folder before its pre-commit is fourteen times
 * the sector. Whole files of a sector that was on chain, and data that came from outside, wait in
 * their path's trash.
 *
 * @param keep how long they can be brought back
 */
public record TrashRule(Duration keep) {
  public static final TrashRule WEEK = new TrashRule(Duration.ofDays(7));

  /** What becomes of a file. */
  public sealed interface Fate {
    record Deleted() implements Fate {}

    /** It can be brought back until then; after that it is deleted for good. */
    record Trashed(Instant until) implements Fate {}
  }

  public TrashRule {
    if (keep.isNegative()) {
      throw new IllegalArgumentException("trash cannot be kept for " + keep);
    }
  }

  public Fate of(FoundFile file, ChainStanding chain, Instant now) {
    return file.whole() && isWorthKeeping(file, chain)
        ? new Fate.Trashed(now.plus(keep))
        : new Fate.Deleted();
  }

  private static boolean isWorthKeeping(FoundFile file, ChainStanding chain) {
    return switch (file.type()) {
      case UNSEALED, PIECE -> true;
      case SEALED, CACHE, UPDATE, UPDATE_CACHE -> !(chain instanceof ChainStanding.Never);
    };
  }

  /** Whether trash may go for good. */
  public static boolean isOver(Fate.Trashed trashed, Instant now) {
    return !now.isBefore(trashed.until());
  }
}
