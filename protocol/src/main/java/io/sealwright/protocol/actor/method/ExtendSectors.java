package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;

/** Parameters of ExtendSectorExpiration2. */
public record ExtendSectors(List<Extension> extensions) {

  /**
   * Sectors of one partition that get a new end.
   *
   * @param sectors those without claims of verified deals
   */
  public record Extension(
      long deadline,
      long partition,
      Bitfield sectors,
      List<WithClaims> withClaims,
      Epoch expiration) {
    public Extension {
      withClaims = List.copyOf(withClaims);
    }
  }

  /** A sector with claims: which of them it keeps, and which it gives up. */
  public record WithClaims(SectorNumber sector, List<Long> kept, List<Long> dropped) {
    public WithClaims {
      kept = List.copyOf(kept);
      dropped = List.copyOf(dropped);
    }
  }

  public ExtendSectors {
    extensions = List.copyOf(extensions);
  }
}
