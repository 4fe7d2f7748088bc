package io.sealwright.engine.stage.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.engine.recovery.files.Scratch;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An attempt that this process holds. */
public final class Attempt implements AutoCloseable {
  private static final String READY = "ready";
  private static final String ASIDE = "aside";
  private static final long MOST_BYTES = 1 << 12;

  private final Path folder;
  private final FolderLock lock;
  private final Worth worth;

  private Attempt(Path folder, FolderLock lock, Worth worth) {
    this.folder = folder;
    this.lock = lock;
    this.worth = worth;
  }

  /** How much of the way an attempt's folder saves whoever goes on with it; 0 for none. */
  @FunctionalInterface
  public interface Worth {
    long of(Path folder) throws IOException;

    /** Of attempts that are always begun anew. */
    Worth NOTHING = _ -> 0;
  }

  /**
   * Takes over what is worth most of earlier attempts that nobody holds any more, and removes the
   * others of them; or begins anew. Only for whoever has the task: earlier is what has a lower
   * token.
   *
   * @return empty when this very attempt is held by somebody
   */
  public static Optional<Attempt> open(LocalPath path, AttemptName name, Worth worth)
      throws IOException {
    Path folder = path.attempts(name.sector()).resolve(name.folder());
    Files.createDirectories(folder.resolveSibling(""));
    Optional<FolderLock> taken = takeOver(path, name, folder, worth);
    Optional<FolderLock> lock = taken.isPresent() ? taken : FolderLock.take(folder);
    if (lock.isPresent()) {
      Scratch.discardFolder(folder.resolve(ASIDE));
    }
    return lock.map(held -> new Attempt(folder, held, worth));
  }

  /** An earlier attempt, that it can be compared. */
  private record Earlier(Path folder, FolderLock lock, long worth) {}

  private static Optional<FolderLock> takeOver(
      LocalPath path, AttemptName name, Path folder, Worth worth) throws IOException {
    List<Earlier> free = new ArrayList<>();
    try {
      for (AttemptName earlier : earlier(path, name)) {
        Path there = path.attempts(name.sector()).resolve(earlier.folder());
        Optional<FolderLock> lock = FolderLock.take(there);
        if (lock.isPresent()) {
          free.add(new Earlier(there, lock.get(), worth.of(there)));
        }
      }
      free.sort(Comparator.comparingLong(Earlier::worth));
      boolean usable = !free.isEmpty() && free.getLast().worth > 0 && !Files.exists(folder);
      for (Earlier rest : usable ? free.subList(0, free.size() - 1) : free) {
        Scratch.discardFolder(rest.folder);
      }
      if (!usable) {
        return Optional.empty();
      }
      free.getLast().lock.moveTo(folder);
      return Optional.of(free.removeLast().lock);
    } finally {
      for (Earlier rest : free) {
        rest.lock.close();
      }
    }
  }

  private static List<AttemptName> earlier(LocalPath path, AttemptName name) throws IOException {
    return names(path.attempts(name.sector())).stream()
        .filter(other -> other.sector().equals(name.sector()) && other.work() == name.work())
        .filter(other -> other.token().compareTo(name.token()) < 0)
        .toList();
  }

  /** The attempts in a sector's folder of them. */
  static List<AttemptName> names(Path folder) throws IOException {
    return children(folder).stream()
        .flatMap(child -> AttemptName.parse(last(folder), last(child)).stream())
        .toList();
  }

  /** What is in a folder; nothing if it is not there. */
  public static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (var stream = Files.newDirectoryStream(folder)) {
        stream.forEach(children::add);
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    return children;
  }

  private static String last(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** A file or folder of the attempt. */
  public Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Where something goes that is taken from its place; what was there before is gone. */
  public Path aside(String name) {
    return folder.resolve(ASIDE).resolve(name);
  }

  /** Notes that all is made and on the disk, and of what. */
  public void markReady(String what) throws IOException {
    Durable.syncFolder(folder);
    Durable.write(folder.resolve(READY), what.getBytes(UTF_8));
  }

  /** Whether that was noted, of the same thing. */
  public static boolean isReady(Path folder, String what) throws IOException {
    Path mark = folder.resolve(READY);
    return Files.isRegularFile(mark)
        && Files.size(mark) <= MOST_BYTES
        && Files.readString(mark).equals(what);
  }

  public boolean isReady(String what) throws IOException {
    return isReady(folder, what);
  }

  /** Begins anew: nothing but the lock stays. */
  public void clear() throws IOException {
    Scratch.discardFolder(folder, Set.of(FolderLock.in(folder)));
  }

  /** Removes it. */
  public void discard() throws IOException {
    Scratch.discardFolder(folder);
    discardIfEmpty(folder.resolveSibling(""));
  }

  /** Removes it unless somebody may go on with it. */
  public void discardIfFruitless() throws IOException {
    if (worth.of(folder) == 0) {
      discard();
    }
  }

  static void discardIfEmpty(Path folder) throws IOException {
    try {
      Scratch.discard(folder);
    } catch (DirectoryNotEmptyException _) {
      // Other attempts are in it.
    }
  }

  /** Lets go of it. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
