package io.sealwright.engine.storage.attach;

import io.sealwright.protocol.MinerId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder as it is before it is attached.
 *
 * @param id that its {@code sectorstore.json} says, if it has one
 * @param others names in it that are neither that file nor what every file system has
 * @param foreign names in the folders of types that are no sector's
 * @param miners whose sectors lie there
 */
public record FolderFacts(
    String folder,
    boolean there,
    Optional<String> id,
    List<String> others,
    List<String> foreign,
    Set<MinerId> miners) {
  public FolderFacts {
    others = List.copyOf(others);
    foreign = List.copyOf(foreign);
    miners = Set.copyOf(miners);
  }

  /** A folder that is not there. */
  public static FolderFacts absent(String folder) {
    return new FolderFacts(folder, false, Optional.empty(), List.of(), List.of(), Set.of());
  }
}
