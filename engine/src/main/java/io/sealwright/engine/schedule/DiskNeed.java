package io.sealwright.engine.schedule;

import io.sealwright.proofs.porep.Needs;
import io.sealwright.protocol.SectorSize;

/**
 * Space that must be a sector's own on a path before a task of it starts.
 *
 * <p>A sector that enters a host reserves everything it will write there until its proof is made,
 * with its first task: were each stage to reserve its own part, staged sectors could fill a path
 * until none of them could go on. What a sector holds already is not asked for again.
 *
 * <p>Source of the sizes: our own files, counted exactly ({@link Needs}).
 */
public record DiskNeed(StoragePath.Role role, long bytes) {

  public static DiskNeed of(TaskType type, SectorSize size) {
    Needs needs = Needs.of(size);
    long layers = size.layers() * size.bytes();
    return switch (type) {
      case AP -> seal(needs.unsealed() + needs.cache() + needs.sealed());
      case PC1 -> seal(needs.cache() + needs.sealed());
      case PC2 -> seal(needs.cache() - layers + needs.sealed());
      // With the data itself, which sectors that have some keep.
      case FIN, GET ->
          new DiskNeed(
              StoragePath.Role.STORE, needs.keptCache() + needs.sealed() + needs.unsealed());
      case C1, C2, WDP -> seal(0);
    };
  }

  private static DiskNeed seal(long bytes) {
    return new DiskNeed(StoragePath.Role.SEAL, bytes);
  }
}
