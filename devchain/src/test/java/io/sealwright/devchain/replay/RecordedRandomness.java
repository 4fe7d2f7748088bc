package io.sealwright.devchain.replay;

import io.sealwright.devchain.vm.Randomness;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import java.nio.ByteBuffer;
import java.util.List;

/** What the blocks of a recorded chain give for randomness. */
record RecordedRandomness(List<Tipset> tipsets) implements Randomness {
  @Override
  public Bytes32 fromTickets(long domain, Epoch epoch, ByteString entropy) {
    return draw(domain, at(epoch).ticket().orElseThrow().bytes(), epoch, entropy);
  }

  @Override
  public Bytes32 fromBeacon(long domain, Epoch epoch, ByteString entropy) {
    return draw(domain, at(epoch).beaconEntries().getLast().bytes(), epoch, entropy);
  }

  /** The first block of the newest tipset not above an epoch; before the first it is the first. */
  private BlockHeader at(Epoch epoch) {
    Tipset found = tipsets.getFirst();
    for (Tipset tipset : tipsets) {
      found = epoch.isBefore(tipset.height()) ? found : tipset;
    }
    return found.blocks().getFirst();
  }

  private static Bytes32 draw(long domain, ByteString base, Epoch epoch, ByteString entropy) {
    ByteString digest =
        Blake2b.BYTES_32.digest(
            number(domain), Blake2b.BYTES_32.digest(base), number(epoch.height()), entropy);
    return Bytes32.of(digest.toBytes());
  }

  private static ByteString number(long value) {
    return ByteString.of(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }
}
