package io.sealwright.engine.storage.attach;

import io.sealwright.engine.storage.attach.Objection.Kind;
import io.sealwright.protocol.MinerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A folder that is to be attached to hosts.
 *
 * @param init whether it is to be made a path first
 */
public record Attaching(FolderFacts folder, boolean init, MinerId miner, List<String> hosts) {
  public Attaching {
    hosts = List.copyOf(hosts);
  }

  /** A path as a host has it. */
  public record Mounted(String path, String host, String folder) {}

  /**
   * All that speaks against it.
   *
   * @param known the hosts there are
   */
  public List<Objection> objections(Collection<Mounted> mounted, Set<String> known) {
    List<Objection> objections = new ArrayList<>();
    List<String> unknown = hosts.stream().filter(host -> !known.contains(host)).toList();
    if (!unknown.isEmpty()) {
      objections.add(new Objection(Kind.UNKNOWN_HOST, unknown));
    }
    if (!folder.there()) {
      objections.add(new Objection(Kind.ABSENT, List.of(folder.folder())));
      return List.copyOf(objections);
    }
    objections.addAll(ofFolder());
    for (Mounted path : mounted) {
      if (hosts.contains(path.host())) {
        ofMount(path, objections);
      }
    }
    return List.copyOf(objections);
  }

  private List<Objection> ofFolder() {
    List<Objection> objections = new ArrayList<>();
    if (init && folder.id().isPresent()) {
      objections.add(new Objection(Kind.IS_PATH, List.of(folder.id().get())));
    }
    if (!init && folder.id().isEmpty()) {
      objections.add(new Objection(Kind.NO_PATH, List.of(folder.folder())));
    }
    if (!folder.foreign().isEmpty()) {
      objections.add(new Objection(Kind.FOREIGN_NAMES, folder.foreign()));
    }
    List<String> others =
        folder.miners().stream()
            .filter(other -> !other.equals(miner))
            .map(MinerId::toString)
            .sorted()
            .toList();
    if (!others.isEmpty()) {
      objections.add(new Objection(Kind.OTHER_MINER, others));
    }
    if (init && !folder.others().isEmpty()) {
      objections.add(new Objection(Kind.NOT_EMPTY, folder.others()));
    }
    return objections;
  }

  private void ofMount(Mounted known, List<Objection> objections) {
    boolean sameFolder = known.folder().equals(folder.folder());
    boolean samePath = folder.id().filter(known.path()::equals).isPresent();
    if (samePath && sameFolder) {
      objections.add(new Objection(Kind.ATTACHED, List.of(known.host())));
    } else if (samePath) {
      objections.add(new Objection(Kind.ID_ELSEWHERE, List.of(known.host(), known.folder())));
    } else if (sameFolder) {
      objections.add(new Objection(Kind.OTHER_PATH_THERE, List.of(known.host(), known.path())));
    }
  }
}
