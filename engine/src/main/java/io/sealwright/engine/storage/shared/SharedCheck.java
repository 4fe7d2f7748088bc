package io.sealwright.engine.storage.shared;

import io.sealwright.engine.storage.shared.Finding.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the reports of hosts mean together.
 *
 * @param hosts all with workers
 * @param expected who has which path, by what the cluster knows
 * @param sights at most one for a host and a path
 */
public record SharedCheck(Set<String> hosts, List<Expected> expected, List<Sight> sights) {
  /** A mark or a listing that takes longer is slow: a proof reads thousands of places. */
  static final long SLOW_MILLIS = 2_000;

  /** With a smaller part of it free, a path is nearly full. */
  private static final long FREE_PART = 20;

  public SharedCheck {
    hosts = Set.copyOf(hosts);
    expected = List.copyOf(expected);
    sights = List.copyOf(sights);
  }

  /** A path that a host has. */
  public record Expected(String path, String host, String folder) {}

  /** Whether nothing more is to be waited for: every mark that was left has been read by all. */
  public boolean isComplete() {
    return expected.stream()
        .allMatch(some -> sight(some).filter(found -> unseen(found).isEmpty()).isPresent());
  }

  /** All that is not as it should be, by path. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    byPath()
        .forEach((path, holders) -> {
          holders.forEach(some -> findings.addAll(of(some)));
          compare(holders, findings);
          missing(path, holders, findings);
        });
    return List.copyOf(findings);
  }

  private Map<String, List<Expected>> byPath() {
    Map<String, List<Expected>> byPath = new TreeMap<>();
    expected.forEach(some -> byPath.computeIfAbsent(some.path(), _ -> new ArrayList<>()).add(some));
    return byPath;
  }

  private Optional<Sight> sight(Expected some) {
    return sights.stream()
        .filter(found -> found.path().equals(some.path()) && found.host().equals(some.host()))
        .findFirst();
  }

  private List<Finding> of(Expected some) {
    Optional<Sight> sight = sight(some);
    return sight.isPresent()
        ? of(sight.get())
        : List.of(Finding.of(some.path(), some.host(), Kind.NO_REPORT));
  }

  private List<Finding> of(Sight sight) {
    if (sight.isStale()) {
      return List.of(Finding.of(sight, Kind.STALE_HANDLE, sight.trouble().orElseThrow()));
    }
    if (sight.error().isPresent()) {
      return List.of(Finding.of(sight, Kind.UNREADABLE, sight.error().get()));
    }
    if (!sight.id().equals(sight.path())) {
      return List.of(Finding.of(sight, Kind.OTHER_PATH, sight.id()));
    }
    List<Finding> findings = new ArrayList<>();
    sight
        .writeError()
        .map(fault ->
            sight.readOnly()
                ? Finding.of(sight, Kind.READ_ONLY)
                : Finding.of(sight, Kind.NOT_WRITABLE, fault))
        .ifPresent(findings::add);
    List<String> unseen = unseen(sight);
    if (!unseen.isEmpty()) {
      findings.add(Finding.of(sight, Kind.MARKS_UNSEEN, unseen.toArray(String[]::new)));
    }
    if (sight.millis() > SLOW_MILLIS) {
      findings.add(Finding.of(sight, Kind.SLOW, Long.toString(sight.millis())));
    }
    if (sight.free() < sight.capacity() / FREE_PART) {
      findings.add(Finding.of(sight, Kind.FULL, Long.toString(sight.free())));
    }
    return findings;
  }

  /** The hosts that left a mark on the path which this one has not read. */
  private List<String> unseen(Sight sight) {
    if (sight.error().isPresent()) {
      return List.of();
    }
    return sights.stream()
        .filter(other -> other.path().equals(sight.path()) && other.error().isEmpty())
        .filter(other -> other.writeError().isEmpty() && !sight.seen().contains(other.host()))
        .map(Sight::host)
        .sorted()
        .toList();
  }

  /** Each against what most hosts see, and the first of these where there is no majority. */
  private void compare(List<Expected> holders, List<Finding> findings) {
    List<Sight> readable =
        holders.stream()
            .flatMap(some -> sight(some).stream())
            .filter(sight -> sight.error().isEmpty() && sight.id().equals(sight.path()))
            .toList();
    if (readable.isEmpty()) {
      return;
    }
    Sight usual = usual(readable);
    for (Sight sight : readable) {
      if (!sight.digest().equals(usual.digest())) {
        findings.add(Finding.of(sight, Kind.OTHER_FILES, usual.host()));
      }
      if (sight.capacity() != usual.capacity()) {
        findings.add(Finding.of(sight, Kind.OTHER_SIZE, usual.host()));
      }
      if (!sight.folder().equals(usual.folder())) {
        findings.add(
            Finding.of(sight, Kind.OTHER_FOLDER, sight.folder(), usual.host(), usual.folder()));
      }
    }
  }

  private static Sight usual(List<Sight> readable) {
    Map<String, Integer> votes = new HashMap<>();
    readable.forEach(sight -> votes.merge(sight.digest(), 1, Integer::sum));
    Sight usual = readable.getFirst();
    for (Sight sight : readable) {
      if (votes(votes, sight) > votes(votes, usual)) {
        usual = sight;
      }
    }
    return usual;
  }

  private static int votes(Map<String, Integer> votes, Sight sight) {
    return votes.getOrDefault(sight.digest(), 0);
  }

  /** A path of one host is its own disk; one of several is meant for all. */
  private void missing(String path, Collection<Expected> holders, List<Finding> findings) {
    if (holders.size() > 1) {
      Set<String> missing = new HashSet<>(hosts);
      holders.forEach(some -> missing.remove(some.host()));
      missing.stream()
          .sorted()
          .forEach(host -> findings.add(Finding.of(path, host, Kind.NOT_THERE)));
    }
  }
}
