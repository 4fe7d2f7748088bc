package io.sealwright.engine.recovery.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what a run will write with what is free. Pure: the caller measures. */
public final class Preflight {
  /** What is asked of one place. */
  public record Demand(Place place, long bytes) {}

  /** What is asked of one file system by all the places on it. */
  public record Figure(String names, Place place, long needed) {
    boolean suffices() {
      return place.writable() && needed <= place.free();
    }

    /** {@code temp 17.4 MiB of 78.1 GiB free (/scratch)}. */
    public String words() {
      return "%s %s of %s free (%s)"
          .formatted(names, Bytes.words(needed), Bytes.words(place.free()), place.folder());
    }
  }

  /** The answer, with the figures it rests on. */
  public sealed interface Verdict {
    List<Figure> figures();

    record Enough(List<Figure> figures) implements Verdict {}

    record TooLittle(List<Figure> figures, List<String> reasons) implements Verdict {}
  }

  private Preflight() {}

  /**
   * Judges disks and memory together.
   *
   * @param memoryNeeded bytes of memory
   * @param memoryThere bytes that the system could give
   */
  public static Verdict judge(List<Demand> demands, long memoryNeeded, long memoryThere) {
    List<Figure> figures = byFileSystem(demands);
    List<String> reasons = new ArrayList<>();
    for (Figure figure : figures) {
      if (!figure.place().writable()) {
        reasons.add(figure.place().folder() + " cannot be written to");
      } else if (!figure.suffices()) {
        reasons.add("needs " + figure.words());
      }
    }
    if (memoryNeeded > memoryThere) {
      reasons.add(
          "needs %s of memory, %s available"
              .formatted(Bytes.words(memoryNeeded), Bytes.words(memoryThere)));
    }
    return reasons.isEmpty()
        ? new Verdict.Enough(figures)
        : new Verdict.TooLittle(figures, List.copyOf(reasons));
  }

  private static List<Figure> byFileSystem(List<Demand> demands) {
    Map<Object, List<Demand>> stores =
        demands.stream()
            .collect(
                Collectors.groupingBy(
                    demand -> demand.place().store(), LinkedHashMap::new, Collectors.toList()));
    return stores.values().stream().map(Preflight::figure).toList();
  }

  private static Figure figure(List<Demand> demands) {
    String names =
        demands.stream().map(demand -> demand.place().name()).collect(Collectors.joining(" and "));
    long needed = demands.stream().mapToLong(Demand::bytes).sum();
    Place place =
        demands.stream()
            .map(Demand::place)
            .filter(candidate -> !candidate.writable())
            .findFirst()
            .orElse(demands.getFirst().place());
    return new Figure(names, place, needed);
  }
}
