package io.sealwright.engine.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Map<Path, FutureTask<?>> asked = new HashMap<>();
  private final Set<Path> silent = new HashSet<>();

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
    FutureTask<?> before = asked.get(root);
    if (before != null && !before.isDone() && (silent.contains(root) || !isOver(before))) {
      silent.add(root);
      return Optional.empty();
    }
    silent.remove(root);
    FutureTask<T> task = new FutureTask<>(question::ask);
    asked.put(root, task);
    Thread.ofPlatform().daemon().name("path-ask").start(task);
    if (!isOver(task)) {
      silent.add(root);
      return Optional.empty();
    }
    try {
      return Optional.of(task.get());
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  /** Waits for a question; one whose asker was interrupted may still be answered soon. */
  private boolean isOver(FutureTask<?> task) throws InterruptedException {
    try {
      task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException _) {
      return true;
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
