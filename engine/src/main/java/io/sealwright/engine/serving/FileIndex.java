package io.sealwright.engine.serving;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.cluster.DeclaredFiles;
import io.sealwright.lotus.cluster.FileType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which files lie on which paths, by what is known of sectors. Stages put them there behind a
 * fence, so what is known is true until somebody else touches the paths.
 *
 * @param files by the id of a path
 */
record FileIndex(Map<String, List<DeclaredFiles>> files) {

  static FileIndex of(List<StoredSector> sectors) {
    Map<String, List<DeclaredFiles>> files = new HashMap<>();
    for (StoredSector sector : sectors) {
      place(sector)
          .ifPresent(place ->
              files.computeIfAbsent(place.path(), _ -> new ArrayList<>()).add(files(sector)));
    }
    return new FileIndex(files);
  }

  /** The path on which the files of a sector lie; none if it has none. */
  static Optional<Place> place(StoredSector sector) {
    return sector.state() instanceof SectorState.Removed
        ? Optional.empty()
        : sector.state().known().place();
  }

  private static DeclaredFiles files(StoredSector sector) {
    return new DeclaredFiles(sector.id(), FileType.bits(types(sector.state().known())));
  }

  /** P1 makes the cache folder, P2 the sealed file; a sector of zeros has no data in a file. */
  private static Set<FileType> types(Evidence known) {
    return known.replica().isPresent()
        ? Set.of(FileType.SEALED, FileType.CACHE)
        : Set.of(FileType.CACHE);
  }

  List<DeclaredFiles> on(String path) {
    return files.getOrDefault(path, List.of());
  }
}
