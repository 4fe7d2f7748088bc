package io.sealwright.engine.removal;

import io.sealwright.engine.storage.FoundFile;
import io.sealwright.lotus.cluster.FileType;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The files of a sector.
 *
 * @param unreachable ids of paths that could not be looked at: what is missing may be there
 */
public record FileFacts(List<FoundFile> found, Set<String> unreachable) {
  public FileFacts {
    found = List.copyOf(found);
    unreachable = Set.copyOf(unreachable);
  }

  /** The kinds of which no whole file was found. */
  public Set<FileType> missing(Collection<FileType> needed) {
    Set<FileType> missing = EnumSet.noneOf(FileType.class);
    missing.addAll(needed);
    found.stream().filter(FoundFile::whole).map(FoundFile::type).forEach(missing::remove);
    return missing;
  }

  /** Whether every path was looked at. */
  public boolean isCertain() {
    return unreachable.isEmpty();
  }
}
