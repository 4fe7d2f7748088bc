package io.sealwright.engine.cluster.work;

import io.sealwright.protocol.SectorNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The scheduler of a miner.
 *
 * @param requests in the order in which they are looked at
 * @param windows how many open windows each worker has; a worker asks for two at most
 * @param calls calls under way, by their id: {@code MINER-SECTOR-UUID}
 * @param waiting work a sector waits for
 * @param returned results nobody has taken
 * @param early results of calls the miner did not know when they came
 */
public record Queue(
    List<Request> requests,
    Map<UUID, Integer> windows,
    Map<String, String> calls,
    List<String> waiting,
    List<String> returned,
    List<String> early) {

  /**
   * A task that is on no worker yet.
   *
   * @param priority higher is sooner: 0 of a sector without data, 1024 with deals
   * @param id by which new servers remove it from the queue
   */
  public record Request(SectorNumber sector, TaskType task, long priority, Optional<UUID> id) {}

  public Queue {
    requests = List.copyOf(requests);
    windows = Map.copyOf(windows);
    calls = Map.copyOf(calls);
    waiting = List.copyOf(waiting);
    returned = List.copyOf(returned);
    early = List.copyOf(early);
  }
}
