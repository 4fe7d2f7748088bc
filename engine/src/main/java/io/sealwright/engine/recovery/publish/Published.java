package io.sealwright.engine.recovery.publish;

import io.sealwright.engine.recovery.publish.SectorLayout.Staging;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How much of a sector is at its place in a result path. */
public sealed interface Published {
  /** Nothing of the sector, or a cache folder of it that the rest can join. */
  record Absent() implements Published {}

  /** Everything is made and checked and only has to be moved. */
  record Half(CommR commR) implements Published {}

  /** The sealed file is there and belongs to the commitment asked for. */
  record Complete() implements Published {}

  /** Something else has the sector's name; it is never overwritten. */
  sealed interface Foreign extends Published {
    /** Where it is. */
    Path path();
  }

  /** A cache folder of another sector, or of none. */
  record OtherCache(Path path) implements Foreign {}

  /** A sealed file whose cache folder has no p_aux. */
  record NoPAux(Path path) implements Foreign {}

  /** A sealed file with another commitment. */
  record OtherCommR(Path path, CommR found, CommR expected) implements Foreign {}

  /** A sealed file with another number of bytes. */
  record OtherLength(Path path, long found, long expected) implements Foreign {}

  /** The cache folder of a sealed file, without a whole tree-r-last. */
  record NoTrees(Path path) implements Foreign {}

  /** The commitment of a replica that a killed run left complete and not yet, or not all, moved. */
  static Optional<CommR> halfOf(SectorLayout layout, SectorSize size, Bytes32 replicaId)
      throws IOException {
    return ready(layout, size)
        .filter(mark -> mark.replicaId().equals(replicaId))
        .map(ReadyMark::commR);
  }

  /** Looks at a result path for the sector that has this commitment. */
  static Published of(SectorLayout layout, SectorSize size, CommR expected) throws IOException {
    if (ready(layout, size).filter(mark -> mark.commR().equals(expected)).isPresent()) {
      return new Half(expected);
    }
    return inPlace(layout, size, expected);
  }

  /** The same without a look into the staging folder: never a half. */
  static Published inPlace(SectorLayout layout, SectorSize size, CommR expected)
      throws IOException {
    if (Files.exists(layout.sealed())) {
      return complete(layout, size, expected);
    }
    if (isEmpty(layout.cache())) {
      return new Absent();
    }
    Optional<CommR> there = commR(layout.cache());
    return there.filter(expected::equals).isPresent()
        ? new Absent()
        : new OtherCache(layout.cache().folder());
  }

  private static Published complete(SectorLayout layout, SectorSize size, CommR expected)
      throws IOException {
    Path sealed = layout.sealed();
    Optional<CommR> there = commR(layout.cache());
    if (there.isEmpty()) {
      return new NoPAux(sealed);
    }
    if (!there.get().equals(expected)) {
      return new OtherCommR(sealed, there.get(), expected);
    }
    if (Files.size(sealed) != size.bytes()) {
      return new OtherLength(sealed, Files.size(sealed), size.bytes());
    }
    return hasTrees(layout.cache(), size) ? new Complete() : new NoTrees(layout.cache().folder());
  }

  private static boolean hasTrees(CacheFolder cache, SectorSize size) throws IOException {
    TreeShape shape = TreeShape.of(size);
    for (int i = 0; i < shape.trees(); i++) {
      Path tree = cache.treeRLast(i, shape.trees());
      if (!Files.isRegularFile(tree)
          || Files.size(tree) != shape.withoutDiscardedRows().fileBytes()) {
        return false;
      }
    }
    return true;
  }

  /** The mark of a staging folder whose files, moved yet or not, are all there. */
  static Optional<ReadyMark> ready(SectorLayout layout, SectorSize size) throws IOException {
    Staging staging = layout.staging();
    Optional<ReadyMark> mark = ReadyMark.read(staging.ready());
    if (mark.isEmpty()) {
      return mark;
    }
    Path sealed = Files.exists(staging.sealed()) ? staging.sealed() : layout.sealed();
    CacheFolder cache =
        Files.isDirectory(staging.cache().folder()) ? staging.cache() : layout.cache();
    boolean whole =
        Files.isRegularFile(sealed)
            && Files.size(sealed) == size.bytes()
            && commR(cache).equals(mark.map(ReadyMark::commR));
    return whole ? mark : Optional.empty();
  }

  /** The commitment that a cache folder's p_aux gives; empty when there is no whole one. */
  private static Optional<CommR> commR(CacheFolder cache) throws IOException {
    Path file = cache.pAux();
    return Files.isRegularFile(file) && Files.size(file) == PAux.BYTES
        ? Optional.of(PAux.read(file).commR())
        : Optional.empty();
  }

  private static boolean isEmpty(CacheFolder cache) throws IOException {
    if (!Files.exists(cache.folder())) {
      return true;
    }
    try (var children = Files.newDirectoryStream(cache.folder())) {
      return !children.iterator().hasNext();
    }
  }
}
