package io.sealwright.proofs.post;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How proven sectors fill the places that a circuit has for them (section 7.4). */
public final class PostPlaces {
  private PostPlaces() {}

  /** Sorted sectors in partitions, the last of them perhaps short. */
  public static <T> List<List<T>> partitions(List<T> sorted, int places) {
    List<List<T>> partitions = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += places) {
      partitions.add(sorted.subList(from, Math.min(from + places, sorted.size())));
    }
    return List.copyOf(partitions);
  }

  /** The last sector of a short partition is repeated. */
  public static <T> List<T> window(List<T> sectors, int places) {
    if (sectors.isEmpty() || sectors.size() > places) {
      throw new IllegalArgumentException(sectors.size() + " sectors in " + places + " places");
    }
    List<T> filled = new ArrayList<>(sectors);
    filled.addAll(Collections.nCopies(places - sectors.size(), sectors.getLast()));
    return List.copyOf(filled);
  }

  /** The one sector of a winning proof, once for each of its challenges. */
  public static List<SectorPost> winning(SectorPost sector) {
    return sector.inclusions().stream()
        .map(inclusion ->
            new SectorPost(sector.sector(), sector.commR(), List.of(inclusion), sector.roots()))
        .toList();
  }
}
