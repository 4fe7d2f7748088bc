package io.sealwright.engine.removal;

import io.sealwright.engine.removal.ChainStanding.Live;
import io.sealwright.lotus.cluster.FileType;
import java.util.Set;

/**
 * What is known of the files that the chain's demands on a sector are met with. What was not found
 * is lost only if every place is known where it may be, and was looked at.
 */
public enum Whereabouts {
  /** All of them were found. */
  FOUND,
  /** They were deleted, and lie whole in the trash of a path. */
  TRASHED,
  /** Some were not found, and may lie on a path that could not be looked at. */
  SILENT,
  /** Some were not found, and may lie on a path that nobody knows of. */
  UNRECORDED,
  /** Some are not there. */
  LOST;

  private static final Set<FileType> SEALED = Set.of(FileType.SEALED, FileType.CACHE);
  private static final Set<FileType> UPGRADED = Set.of(FileType.UPDATE, FileType.UPDATE_CACHE);

  static Whereabouts of(SectorFacts facts) {
    FileFacts files = facts.files();
    if (files.missing(needed(facts.chain())).isEmpty()) {
      return FOUND;
    }
    if (!files.isCertain()) {
      return SILENT;
    }
    if (!files.recorded()) {
      return UNRECORDED;
    }
    return files.trashWith(needed(facts.chain())).isPresent() ? TRASHED : LOST;
  }

  /** The files a sector is proven with. */
  static Set<FileType> needed(ChainStanding chain) {
    return chain instanceof Live live && live.sector().sectorKey().isPresent() ? UPGRADED : SEALED;
  }

  /** Whether files may be somewhere that nobody has looked at. */
  boolean isOpen() {
    return this == SILENT || this == UNRECORDED;
  }
}
