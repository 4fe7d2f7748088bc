package io.sealwright.engine.cluster.work;

import java.util.Map;
import java.util.Optional;

/**
 * A kind of work.
 *
 * @param name as the API has it, {@code seal/v0/precommit/1}
 */
public record TaskType(String name) implements Comparable<TaskType> {
  /** The name a job has in the counters of a worker while its input is being fetched. */
  public static final TaskType UNNAMED = new TaskType("");

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("seal/v0/addpiece", "AP"),
          Map.entry("seal/v0/datacid", "DC"),
          Map.entry("seal/v0/precommit/1", "PC1"),
          Map.entry("seal/v0/precommit/2", "PC2"),
          Map.entry("seal/v0/commit/1", "C1"),
          Map.entry("seal/v0/commit/2", "C2"),
          Map.entry("seal/v0/finalize", "FIN"),
          Map.entry("seal/v0/finalizeunsealed", "FUS"),
          Map.entry("seal/v0/fetch", "GET"),
          Map.entry("seal/v0/unseal", "UNS"),
          Map.entry("seal/v0/replicaupdate", "RU"),
          Map.entry("seal/v0/provereplicaupdate/1", "PR1"),
          Map.entry("seal/v0/provereplicaupdate/2", "PR2"),
          Map.entry("seal/v0/regensectorkey", "GSK"),
          Map.entry("seal/v0/finalize/replicaupdate", "FRU"),
          Map.entry("seal/v0/download/sector", "DL"),
          Map.entry("post/v0/windowproof", "WDP"),
          Map.entry("post/v0/winningproof", "WNP"));

  /** As operators write it, {@code PC1}; the whole name of one that has no short one. */
  public String shortName() {
    return SHORT.getOrDefault(name, name);
  }

  /** Whether it proves sectors on chain rather than sealing new ones. */
  public boolean isProving() {
    return name.startsWith("post/");
  }

  /** The task with a short name. */
  public static Optional<TaskType> ofShort(String shortName) {
    return SHORT.entrySet().stream()
        .filter(entry -> entry.getValue().equalsIgnoreCase(shortName))
        .map(entry -> new TaskType(entry.getKey()))
        .findFirst();
  }

  @Override
  public int compareTo(TaskType other) {
    return name.compareTo(other.name);
  }
}
