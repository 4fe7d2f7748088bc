package io.sealwright.engine.recovery.space;

import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.proofs.porep.Needs;
import io.sealwright.protocol.SectorSize;

/**
 * Bytes of disk one sector takes.
 *
 * @param temp while it is made, at the worst moment: data, its tree, layers, trees, replica
 * @param result where it is published
 */
public record SectorNeeds(long temp, long result) {

  /**
   * The needs of a sector of this size.
   *
   * @param staged whether the sector has data, which is written out padded
   * @param unsealed whether the padded data is published too
   */
  public static SectorNeeds of(SectorSize size, Keep keep, boolean staged, boolean unsealed) {
    Needs needs = Needs.of(size);
    long data = staged ? needs.unsealed() : 0;
    long cache =
        switch (keep) {
          case PROVING -> needs.keptCache();
          case COMMIT -> needs.cache();
        };
    return new SectorNeeds(
        data + needs.cache() + needs.sealed(), needs.sealed() + cache + (unsealed ? data : 0));
  }
}
