package io.sealwright.engine.stage.attempt;

import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does away with attempts that nobody will go on with: of a worker that died when its sector went
 * on elsewhere, of a process that woke up too late.
 */
public final class AttemptSweep {
  private AttemptSweep() {}

  /** An attempt on a path. */
  public record Found(LocalPath path, AttemptName name) {}

  /** Leave to do away with an attempt, which {@link #garbage} alone gives. */
  public static final class Garbage {
    private final Found found;

    private Garbage(Found found) {
      this.found = found;
    }

    public Found found() {
      return found;
    }
  }

  /** The attempts on a path. To be listed before it is asked which tasks there are. */
  public static List<Found> list(LocalPath path) throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path sector : Attempt.children(path.attempts())) {
      Attempt.names(sector).forEach(name -> found.add(new Found(path, name)));
    }
    return found;
  }

  /**
   * Attempts of which no task is unfinished. Those of an unfinished one stay, whatever their
   * tokens, for the next attempt to take over.
   *
   * @param unfinished tasks, waiting or assigned, as they were after the attempts were listed: an
   *     attempt has a task from before it begins until it is published
   */
  public static List<Garbage> garbage(
      Collection<Found> found, Map<SectorId, Set<Work>> unfinished) {
    return found.stream()
        .filter(attempt ->
            unfinished.getOrDefault(attempt.name.sector(), Set.of()).stream()
                .noneMatch(work -> attempts(work).contains(attempt.name.work())))
        .map(Garbage::new)
        .toList();
  }

  /** Of which kinds the attempts of a task are. */
  private static Set<Work> attempts(Work work) {
    return work == Work.RECOVER ? EnumSet.of(Work.RECOVER, Work.GET) : EnumSet.of(work);
  }

  /**
   * Removes garbage, unless somebody holds it after all.
   *
   * @return whether it was removed
   */
  public static boolean discard(Garbage garbage) throws IOException {
    AttemptName name = garbage.found.name;
    Path home = garbage.found.path.attempts(name.sector());
    Path folder = home.resolve(name.folder());
    Optional<FolderLock> lock = FolderLock.take(folder);
    if (lock.isEmpty()) {
      return false;
    }
    try (FolderLock _ = lock.get()) {
      Scratch.discardFolder(folder);
    }
    Attempt.discardIfEmpty(home);
    return true;
  }
}
