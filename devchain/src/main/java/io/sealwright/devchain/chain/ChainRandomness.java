package io.sealwright.devchain.chain;

import io.sealwright.devchain.chain.consensus.Draw;
import io.sealwright.devchain.chain.consensus.Beacon;
import io.sealwright.devchain.vm.Randomness;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;

/**
 * Randomness of the chain that ends with a tipset. An epoch without a block takes the ticket of the
 * tipset that follows it, and its own beacon entry, which that tipset carries.
 */
final class ChainRandomness implements Randomness {
  /** Tipsets looked through for a beacon entry. */
  private static final int BEACON_LOOKBACK = 20;

  private final Chain chain;
  private final Tipset from;

  ChainRandomness(Chain chain, Tipset from) {
    this.chain = chain;
    this.from = from;
  }

  @Override
  public Bytes32 fromTickets(long domain, Epoch epoch, ByteString entropy) throws IOException {
    return Draw.from(ticketDigest(epoch), domain, epoch, entropy);
  }

  @Override
  public Bytes32 fromBeacon(long domain, Epoch epoch, ByteString entropy) throws IOException {
    return Draw.from(beaconDigest(epoch), domain, epoch, entropy);
  }

  Bytes32 ticketDigest(Epoch epoch) throws IOException {
    return Draw.digest(at(epoch).blocks().getFirst().ticket().orElseThrow().bytes());
  }

  Bytes32 beaconDigest(Epoch epoch) throws IOException {
    Tipset tipset = at(epoch);
    long round = Beacon.round(epoch);
    for (int i = 0; i < BEACON_LOOKBACK; i++) {
      for (BeaconEntry entry : tipset.blocks().getFirst().beaconEntries()) {
        if (entry.round() == round || epoch.height() <= 0) {
          return Draw.digest(entry.bytes());
        }
      }
      if (tipset.height().height() == 0) {
        break;
      }
      tipset = chain.tipset(tipset.parents());
    }
    throw new ChainRefusal("didn't find beacon for round " + round + " (epoch " + epoch + ")");
  }

  private Tipset at(Epoch epoch) throws IOException {
    if (from.height().isBefore(epoch)) {
      throw new ChainRefusal("cannot draw randomness from the future");
    }
    Epoch height = epoch.height() < 0 ? Epoch.GENESIS : epoch;
    return chain.tipsetAt(height, from.key(), NullRounds.AFTER);
  }
}
