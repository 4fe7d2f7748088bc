package io.sealwright.app.daemon;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the process that ended by a failure. A bug ends what the thread did, which {@code
 * /health} says from then on; an {@link Error}, such as too little memory or a class that is not
 * there, may be about to end everything else, thread by thread, so it ends the process.
 */
final class Threads implements Part, UncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

  private final Map<String, String> ended = new ConcurrentSkipListMap<>();
  private final Runnable end;
  private final @Nullable UncaughtExceptionHandler before;
  private volatile Optional<String> broken = Optional.empty();

  private Threads(Runnable end) {
    this.end = end;
    this.before = Thread.getDefaultUncaughtExceptionHandler();
  }

  /**
   * Begins to watch.
   *
   * @param end lets the process end
   */
  static Threads watch(Runnable end) {
    Threads threads = new Threads(end);
    Thread.setDefaultUncaughtExceptionHandler(threads);
    return threads;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    try {
      String name = thread.getName().isEmpty() ? "a thread" : thread.getName();
      ended.put(name, failure.toString());
      if (failure instanceof Error) {
        broken = Optional.of("%s ended by %s".formatted(name, failure));
      }
      LOG.error("{} has ended", name, failure);
    } finally {
      if (failure instanceof Error) {
        end.run();
      }
    }
  }

  /** Which thread an error ended, with the error. */
  Optional<String> broken() {
    return broken;
  }

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public Verdict health() {
    return ended.isEmpty()
        ? Verdict.well("none has failed")
        : Verdict.unwell(
            ended.entrySet().stream()
                .map(thread -> thread.getKey() + " ended by " + thread.getValue())
                .collect(Collectors.joining("; ")));
  }

  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }
}
