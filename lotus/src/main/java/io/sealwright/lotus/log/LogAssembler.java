package io.sealwright.lotus.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts events together from lines. An event is complete when the next begins, or when nothing more
 * comes: then whoever reads flushes.
 */
public final class LogAssembler {
  /** Lines kept of one event beyond its first; a trace is shorter. Further ones are dropped. */
  public static final int MAX_MORE = 200;

  private Optional<LogEntry> open = Optional.empty();
  private boolean hasBegun;
  private final List<String> more = new ArrayList<>();

  /** Takes a line; returns the event that this line shows to be complete. */
  public Optional<LogEntry> accept(String line) {
    Optional<LogEntry> begun = LogLine.parse(line);
    if (begun.isPresent()) {
      hasBegun = true;
      Optional<LogEntry> complete = flush();
      open = begun;
      more.addAll(begun.get().more());
      return complete;
    }
    if (open.isPresent() && more.size() < MAX_MORE) {
      more.add(LogLine.plain(line));
    }
    return Optional.empty();
  }

  /** Whether any line so far began an event: of a file that is no log, none does. */
  public boolean hasBegun() {
    return hasBegun;
  }

  /** The event that is still open, if there is one. */
  public Optional<LogEntry> flush() {
    Optional<LogEntry> complete = open.map(entry -> entry.withMore(more));
    open = Optional.empty();
    more.clear();
    return complete;
  }
}
