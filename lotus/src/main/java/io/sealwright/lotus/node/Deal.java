package io.sealwright.lotus.node;

import io.sealwright.protocol.CommP;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/** A storage deal on the chain. */
public record Deal(Proposal proposal, State state) {

  /** What was agreed. */
  public record Proposal(
      CommP piece,
      PaddedSize size,
      boolean verified,
      Address client,
      Address provider,
      String label,
      Epoch start,
      Epoch end,
      TokenAmount pricePerEpoch,
      TokenAmount providerCollateral,
      TokenAmount clientCollateral) {}

  /**
   * What became of it; −1 where it has not happened.
   *
   * @param sector old nodes do not say
   */
  public record State(
      Optional<SectorNumber> sector, Epoch sectorStart, Epoch lastUpdated, Epoch slashed) {}
}
