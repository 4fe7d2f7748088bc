package io.sealwright.devchain.vm;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;

/** Randomness of the chain below the tipset in work. */
public interface Randomness {
  /**
   * Drawn from the ticket of the tipset of an epoch, or of the next one if it has none.
   *
   * @param domain what it is for; the registered number of the domain separation tag
   * @param entropy what tells one use from another
   */
  Bytes32 fromTickets(long domain, Epoch epoch, ByteString entropy) throws IOException;

  /** Drawn from the beacon's entry for an epoch; parameters as for tickets. */
  Bytes32 fromBeacon(long domain, Epoch epoch, ByteString entropy) throws IOException;
}
