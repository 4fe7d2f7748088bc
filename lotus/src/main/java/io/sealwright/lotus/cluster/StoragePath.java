package io.sealwright.lotus.cluster;

import java.util.List;
import java.util.Optional;

/**
 * A folder for sectors, as the miner's index has it. Old miners know no limits by type or miner; a
 * list that is absent limits nothing, as an empty one.
 *
 * @param id usually a UUID
 * @param maxStorage bytes; 0 for no limit
 */
public record StoragePath(
    String id,
    Optional<List<String>> urls,
    long weight,
    long maxStorage,
    boolean canSeal,
    boolean canStore,
    Optional<List<String>> groups,
    Optional<List<String>> allowTo,
    Limits limits) {
  public StoragePath {
    urls = urls.map(List::copyOf);
    groups = groups.map(List::copyOf);
    allowTo = allowTo.map(List::copyOf);
  }

  /** Which files may go there: types such as {@code sealed}, and miners. */
  public record Limits(
      Optional<List<String>> allowTypes,
      Optional<List<String>> denyTypes,
      Optional<List<String>> allowMiners,
      Optional<List<String>> denyMiners) {
    public Limits {
      allowTypes = allowTypes.map(List::copyOf);
      denyTypes = denyTypes.map(List::copyOf);
      allowMiners = allowMiners.map(List::copyOf);
      denyMiners = denyMiners.map(List::copyOf);
    }

    /** Everything may. */
    public static Limits none() {
      return new Limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /** The same as a host's own list shows it. */
  public record Local(String id, long weight, String folder, boolean canSeal, boolean canStore) {}
}
