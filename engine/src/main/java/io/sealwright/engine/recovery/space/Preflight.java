package io.sealwright.engine.recovery.space;

import java.nio.file.Path;
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
  public record Figure(List<String> names, Place place, long needed) {
    boolean suffices() {
      return place.writable() && needed <= place.free();
    }

    /** {@code temp 17.4 MiB of 78.1 GiB free (/scratch)}. */
    public String words() {
      return "%s %s of %s free (%s)"
          .formatted(
              String.join(" and ", names),
              Bytes.words(needed),
              Bytes.words(place.free()),
              place.folder());
    }
  }

  /** The answer, with the figures it rests on. */
  public sealed interface Verdict {
    List<Figure> figures();

    record Enough(List<Figure> figures) implements Verdict {}

    record TooLittle(List<Figure> figures, List<Lack> lacks) implements Verdict {
      /** In the English of errors. */
      public List<String> reasons() {
        return lacks.stream().map(Lack::words).toList();
      }
    }
  }

  /** What there is too little of. */
  public sealed interface Lack {
    record Access(Path folder) implements Lack {}

    record Room(Figure figure) implements Lack {}

    /** In bytes. */
    record OfMemory(long needed, long there) implements Lack {}

    /** A clause. */
    default String words() {
      return switch (this) {
        case Access(Path folder) -> folder + " cannot be written to";
        case Room(Figure figure) -> "needs " + figure.words();
        case OfMemory(long needed, long there) ->
            "needs %s of memory, %s available".formatted(Bytes.words(needed), Bytes.words(there));
      };
    }
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
    List<Lack> lacks = new ArrayList<>();
    for (Figure figure : figures) {
      if (!figure.place().writable()) {
        lacks.add(new Lack.Access(figure.place().folder()));
      } else if (!figure.suffices()) {
        lacks.add(new Lack.Room(figure));
      }
    }
    if (memoryNeeded > memoryThere) {
      lacks.add(new Lack.OfMemory(memoryNeeded, memoryThere));
    }
    return lacks.isEmpty()
        ? new Verdict.Enough(figures)
        : new Verdict.TooLittle(figures, List.copyOf(lacks));
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
    List<String> names = demands.stream().map(demand -> demand.place().name()).toList();
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
