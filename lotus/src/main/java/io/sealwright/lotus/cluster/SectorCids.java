package io.sealwright.lotus.cluster;

import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import java.util.Optional;

/** The commitments of a sector; absent where a worker failed to make them. */
public record SectorCids(Optional<CommD> unsealed, Optional<CommR> sealed) {

  /** The same of a replica that took in data. */
  public record Updated(Optional<CommR> sealed, Optional<CommD> unsealed) {}
}
