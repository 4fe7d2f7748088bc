package io.sealwright.engine.storage.attach;

import io.sealwright.engine.storage.attach.Hold.Kind;
import io.sealwright.protocol.SectorId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A path that is to be taken from a host.
 *
 * @param last whether no other host has it, so that what lies there is out of reach
 * @param here sectors with files there
 * @param elsewhere those of them whose same files another path has as well
 * @param proven sectors whose windows this host proves, whoever else has the path
 * @param reserved sectors that space is kept for there
 * @param working sectors a task of this host reads or writes there
 */
public record Detaching(
    boolean last,
    List<SectorId> here,
    Set<SectorId> elsewhere,
    List<SectorId> proven,
    List<SectorId> reserved,
    List<SectorId> working) {
  public Detaching {
    here = List.copyOf(here);
    elsewhere = Set.copyOf(elsewhere);
    proven = List.copyOf(proven);
    reserved = List.copyOf(reserved);
    working = List.copyOf(working);
  }

  /** All that keeps it: first what is at work, then what would be out of reach. */
  public List<Hold> holds() {
    List<Hold> holds = new ArrayList<>();
    working.forEach(sector -> holds.add(Hold.of(Kind.AT_WORK, sector)));
    proven.forEach(sector -> holds.add(Hold.of(Kind.PROVEN, sector)));
    if (last) {
      here.stream()
          .filter(sector -> !elsewhere.contains(sector))
          .forEach(sector -> holds.add(Hold.of(Kind.ONLY_COPY, sector)));
      reserved.forEach(sector -> holds.add(Hold.of(Kind.RESERVED, sector)));
    }
    return List.copyOf(holds);
  }

  /**
   * What keeps a path in a miner of Lotus, by what the miner says of its files.
   *
   * @param files the types of each sector's files as bits, by path
   * @param reserved bytes kept there
   * @param locked sectors that somebody reads or writes anywhere
   */
  public static List<Hold> ofLotus(
      String path,
      Map<String, Map<SectorId, Long>> files,
      long reserved,
      Collection<SectorId> locked) {
    Map<SectorId, Long> here = files.getOrDefault(path, Map.of());
    Set<SectorId> elsewhere = new HashSet<>();
    here.forEach((sector, types) -> {
      long others =
          files.entrySet().stream()
              .filter(other -> !other.getKey().equals(path))
              .mapToLong(other -> other.getValue().getOrDefault(sector, 0L))
              .reduce(0, (a, b) -> a | b);
      if ((types & ~others) == 0) {
        elsewhere.add(sector);
      }
    });
    List<SectorId> sectors =
        here.keySet().stream()
            .sorted(Comparator.comparingLong(sector -> sector.number().number()))
            .toList();
    List<SectorId> working = sectors.stream().filter(locked::contains).toList();
    List<Hold> holds =
        new ArrayList<>(
            new Detaching(true, sectors, elsewhere, List.of(), List.of(), working).holds());
    if (reserved > 0) {
      holds.add(new Hold(Kind.RESERVED, Optional.empty()));
    }
    return List.copyOf(holds);
  }
}
