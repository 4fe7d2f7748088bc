package io.sealwright.engine.schedule;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a plan depends on, at one instant. The order of the lists says nothing.
 *
 * @param hosts with the workers on them
 * @param workers each on a host that is listed
 * @param paths those the hosts have, each once
 * @param running what workers have; what is on a worker that is not listed takes nothing
 * @param waiting what nobody has; tasks that go together on one host, such as the pieces of one
 *     sector, say so by their inputs or come one after the other
 * @param drained hosts that are to become empty: they are given only what brings sectors away
 * @param proofs of windows, which are no tasks, by the host that makes them
 */
public record Snapshot(
    Instant now,
    List<Host> hosts,
    List<Worker> workers,
    List<StoragePath> paths,
    List<RunningTask> running,
    List<WaitingTask> waiting,
    List<Pause> pauses,
    Set<Host.Name> drained,
    Map<Host.Name, WindowProof> proofs) {
  /** One in which no window is proven. */
  public Snapshot(
      Instant now,
      List<Host> hosts,
      List<Worker> workers,
      List<StoragePath> paths,
      List<RunningTask> running,
      List<WaitingTask> waiting,
      List<Pause> pauses,
      Set<Host.Name> drained) {
    this(now, hosts, workers, paths, running, waiting, pauses, drained, Map.of());
  }

  public Snapshot {
    hosts = List.copyOf(hosts);
    workers = List.copyOf(workers);
    paths = List.copyOf(paths);
    running = List.copyOf(running);
    waiting = List.copyOf(waiting);
    pauses = List.copyOf(pauses);
    drained = Set.copyOf(drained);
    proofs = Map.copyOf(proofs);
    requireOnce(hosts.stream().map(Host::name));
    requireOnce(workers.stream().map(Worker::id));
    requireOnce(paths.stream().map(StoragePath::id));
    requireOnce(pauses.stream());
    requireOnce(
        Stream.concat(
            running.stream().map(RunningTask::id), waiting.stream().map(WaitingTask::id)));
    requireListed(workers.stream().map(Worker::host), hosts.stream().map(Host::name).toList());
    requireListed(
        hosts.stream().flatMap(host -> host.paths().stream()),
        paths.stream().map(StoragePath::id).toList());
  }

  /** The same moment with these proofs of windows. */
  public Snapshot proving(Map<Host.Name, WindowProof> made) {
    return new Snapshot(now, hosts, workers, paths, running, waiting, pauses, drained, made);
  }

  private static void requireOnce(Stream<?> ids) {
    Set<Object> seen = new HashSet<>();
    ids.filter(id -> !seen.add(id))
        .findFirst()
        .ifPresent(id -> {
          throw new IllegalArgumentException(id + " is listed twice");
        });
  }

  private static <T> void requireListed(Stream<T> named, Collection<T> listed) {
    Set<T> known = Set.copyOf(listed);
    String unknown =
        named
            .filter(id -> !known.contains(id))
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("not listed: " + unknown);
    }
  }
}
