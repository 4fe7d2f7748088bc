package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * How a sealed sector gets from the path it was sealed on to the one it is kept on. Nothing has its
 * final name before it was checked where it will lie; the cache folder is renamed first and the
 * sealed file last, so that a sealed file in place means a whole sector. A run that was interrupted
 * is planned again from what is there.
 */
public record FinalizePlan(List<Step> steps) {
  /** Leaves of the replica opened against CommR, spread over the trees. */
  public static final int SAMPLED_LEAVES = 64;

  public FinalizePlan {
    steps = List.copyOf(steps);
  }

  /**
   * What the plan rests on.
   *
   * @param from id of the path it was sealed on
   * @param to id of the path it is to be kept on
   * @param sameFileSystem whether a file can have a name on both
   * @param withData whether its data is kept unsealed too
   * @param staged what lies complete in the staging folder of the new path
   * @param placed what has its final name there
   * @param left what still lies on the old path
   */
  public record Facts(
      SectorId sector,
      SectorSize size,
      String from,
      String to,
      boolean sameFileSystem,
      boolean withData,
      Set<FileType> staged,
      Set<FileType> placed,
      Set<FileType> left) {
    public Facts {
      staged = Set.copyOf(staged);
      placed = Set.copyOf(placed);
      left = Set.copyOf(left);
    }
  }

  /** One step, each of which can be done twice. */
  public sealed interface Step {
    /** Copy a file into the staging folder and sync it. */
    record CopyFile(FileType type, long bytes) implements Step {}

    /** Copy these files of a cache folder, and none of its others: that trims it. */
    record CopyCache(SequencedMap<String, Long> files) implements Step {}

    /** Give a file a second name in the staging folder; the first stays until all is in place. */
    record LinkIn(FileType type) implements Step {}

    /** Compare the sizes of all that is staged or placed with what they must be. */
    record CheckSizes() implements Step {}

    /** Open leaves of the replica and check their paths against CommR. */
    record CheckOpenings(int leaves) implements Step {}

    /** Give it its final name, by rename, and sync the folder. */
    record Place(FileType type) implements Step {}

    /** Delete what is left on the path it was sealed on. */
    record Discard(Set<FileType> types) implements Step {
      public Discard {
        types = Set.copyOf(types);
      }
    }
  }

  public static FinalizePlan of(Facts facts) {
    if (facts.from().equals(facts.to())) {
      throw new IllegalArgumentException(facts.sector() + " is on its path already");
    }
    List<Step> steps = new ArrayList<>();
    if (!facts.placed().contains(FileType.SEALED)) {
      place(facts, steps);
    }
    if (!facts.left().isEmpty()) {
      steps.add(new Step.Discard(facts.left()));
    }
    return new FinalizePlan(steps);
  }

  private static void place(Facts facts, List<Step> steps) {
    List<FileType> open =
        order(facts.withData()).stream().filter(type -> !facts.placed().contains(type)).toList();
    for (FileType type : open) {
      if (!facts.staged().contains(type)) {
        steps.add(stage(type, facts));
      }
    }
    steps.add(new Step.CheckSizes());
    steps.add(new Step.CheckOpenings(SAMPLED_LEAVES));
    open.forEach(type -> steps.add(new Step.Place(type)));
  }

  private static List<FileType> order(boolean withData) {
    return withData
        ? List.of(FileType.CACHE, FileType.UNSEALED, FileType.SEALED)
        : List.of(FileType.CACHE, FileType.SEALED);
  }

  /** A cache folder is copied also where links would do: what is kept of it is small. */
  private static Step stage(FileType type, Facts facts) {
    if (type == FileType.CACHE) {
      return new Step.CopyCache(Purpose.PROVE.cacheFiles(facts.size()));
    }
    return facts.sameFileSystem()
        ? new Step.LinkIn(type)
        : new Step.CopyFile(type, facts.size().bytes());
  }
}
