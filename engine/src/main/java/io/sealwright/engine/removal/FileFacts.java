package io.sealwright.engine.removal;

import io.sealwright.engine.storage.FoundFile;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.lotus.cluster.FileType;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of a sector.
 *
 * @param trashed those that were deleted and can be brought back
 * @param unreachable ids of paths that could not be looked at: what is missing may be there
 * @param home the path on which the miner has them, if it has a record of that
 * @param idleHosts hosts of the cluster without a worker: what paths they have is not known
 * @param recorded whether every place is known where the files may be, by a record of theirs or by
 *     the word of an operator; without that, what was not found is not lost
 */
public record FileFacts(
    List<FoundFile> found,
    List<TrashName.On> trashed,
    Set<String> unreachable,
    Optional<String> home,
    Set<String> idleHosts,
    boolean recorded) {
  public FileFacts {
    found = List.copyOf(found);
    trashed = List.copyOf(trashed);
    unreachable = Set.copyOf(unreachable);
    idleHosts = Set.copyOf(idleHosts);
  }

  /** The first path on which there is a whole file of each kind. */
  public Optional<String> pathWith(Collection<FileType> needed) {
    return found.stream()
        .map(FoundFile::path)
        .distinct()
        .filter(path ->
            found.stream()
                .filter(file -> file.path().equals(path) && file.whole())
                .map(FoundFile::type)
                .toList()
                .containsAll(needed))
        .findFirst();
  }

  /** The first path from whose trash a file of each kind can be brought back. */
  public Optional<String> trashWith(Collection<FileType> needed) {
    return trashed.stream()
        .map(TrashName.On::path)
        .distinct()
        .filter(path ->
            trashed.stream()
                .filter(file -> file.path().equals(path))
                .map(file -> file.name().type())
                .toList()
                .containsAll(needed))
        .findFirst();
  }

  /** The kinds of which no whole file was found. */
  public Set<FileType> missing(Collection<FileType> needed) {
    Set<FileType> missing = EnumSet.noneOf(FileType.class);
    missing.addAll(needed);
    found.stream().filter(FoundFile::whole).map(FoundFile::type).forEach(missing::remove);
    return missing;
  }

  /** The ids of all paths that are named here. */
  public Set<String> paths() {
    Set<String> paths = new TreeSet<>(unreachable);
    home.ifPresent(paths::add);
    found.forEach(file -> paths.add(file.path()));
    trashed.forEach(file -> paths.add(file.path()));
    return paths;
  }

  /** Whether every path was looked at. */
  public boolean isCertain() {
    return unreachable.isEmpty();
  }
}
