package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The inside of a miner's scheduler.
 *
 * @param returned work whose result came and is not yet taken
 * @param waiting work whose result is awaited
 * @param calls the work behind each call
 * @param early calls whose result came before anyone asked
 */
public record SchedulerState(
    Queue queue,
    Optional<List<String>> returned,
    Optional<List<String>> waiting,
    Map<String, String> calls,
    Optional<List<String>> early) {
  public SchedulerState {
    returned = returned.map(List::copyOf);
    waiting = waiting.map(List::copyOf);
    early = early.map(List::copyOf);
  }

  /** What waits for a worker, and the workers that wait for work: each up to twice. */
  public record Queue(Optional<List<Request>> requests, Optional<List<UUID>> openWindows) {
    public Queue {
      requests = requests.map(List::copyOf);
      openWindows = openWindows.map(List::copyOf);
    }
  }

  /**
   * Work that waits.
   *
   * @param id by which it can be removed; old miners give none
   */
  public record Request(SectorId sector, String task, long priority, Optional<UUID> id) {}
}
