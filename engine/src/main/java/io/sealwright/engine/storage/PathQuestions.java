package io.sealwright.engine.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks storage paths something without waiting for one that hangs: the thread that asked it is left
 * behind, and until it comes back that path is silent at once.
 */
public final class PathQuestions {
  private final Duration patience;
  private final Map<Path, FutureTask<?>> unanswered = new HashMap<>();

  /**
   * Questions of one asker.
   *
   * @param patience how long one question may take
   */
  public PathQuestions(Duration patience) {
    this.patience = patience;
  }

  /** What may take for ever. */
  @FunctionalInterface
  public interface Question<T> {
    T ask() throws IOException;
  }

  /**
   * What a path answers.
   *
   * @param root of the path
   * @return empty if it is silent
   * @throws IOException as the question
   */
  public synchronized <T> Optional<T> ask(Path root, Question<T> question)
      throws IOException, InterruptedException {
    FutureTask<?> before = unanswered.get(root);
    if (before != null && !before.isDone()) {
      return Optional.empty();
    }
    FutureTask<T> asked = new FutureTask<>(question::ask);
    unanswered.put(root, asked);
    Thread.ofPlatform().daemon().name("path-ask").start(asked);
    try {
      return Optional.of(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  private static IOException thrown(@Nullable Throwable cause) {
    return switch (cause) {
      case IOException failure -> failure;
      case RuntimeException bug -> throw bug;
      case Error error -> throw error;
      case null, default -> throw new IllegalStateException(cause);
    };
  }
}
