package io.sealwright.engine.work;

import io.sealwright.engine.stage.StopSignal;
import io.sealwright.engine.store.Carrier.Handed;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker is doing, each by its assignment: a task that was taken away may come back to the
 * same worker while it still does the lost one.
 */
final class HeldTasks {
  private static final Logger LOG = LoggerFactory.getLogger(HeldTasks.class);

  private final Map<Handed, StopSignal> running = new ConcurrentHashMap<>();
  private final Set<Handed> published = ConcurrentHashMap.newKeySet();

  /** Nothing if it is being done already: it was handed over twice. */
  Optional<StopSignal> begin(Handed task) {
    StopSignal stop = new StopSignal();
    return running.putIfAbsent(task, stop) == null ? Optional.of(stop) : Optional.empty();
  }

  void end(Handed task) {
    running.remove(task);
    published.remove(task);
  }

  /** From here on the fence alone tells whose it is; behind it the task is gone, and tidied up. */
  void publish(Handed task) {
    published.add(task);
  }

  /** Asks what was taken away to stop. */
  void lose(Handed task) {
    Optional.ofNullable(running.get(task))
        .filter(stop -> !stop.isAsked() && !published.contains(task))
        .ifPresent(stop -> {
          LOG.warn("task {} was taken away", task.task());
          stop.ask();
        });
  }

  void askToStop() {
    running.values().forEach(StopSignal::ask);
  }

  Set<Handed> all() {
    return Set.copyOf(running.keySet());
  }
}
