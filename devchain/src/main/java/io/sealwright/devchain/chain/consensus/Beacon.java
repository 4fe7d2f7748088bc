package io.sealwright.devchain.chain.consensus;

import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.epoch.Epoch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The beacon of test networks: the round of an epoch is the epoch and a hundred, and its value the
 * BLAKE2b-256 of the round. Anyone can know it beforehand, which on a dev chain is a virtue.
 */
public final class Beacon {
  private static final long OFFSET = 100;

  private Beacon() {}

  public static long round(Epoch epoch) {
    return epoch.height() + OFFSET;
  }

  public static BeaconEntry entry(Epoch epoch) {
    long round = round(epoch);
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(round).array();
    return new BeaconEntry(round, Blake2b.BYTES_32.digest(ByteString.of(number)));
  }

  /** What a block carries: the entries of its epoch and of those skipped before it. */
  public static List<BeaconEntry> entries(Epoch parent, Epoch height) {
    List<BeaconEntry> entries = new ArrayList<>();
    for (long epoch = parent.height() + 1; epoch <= height.height(); epoch++) {
      entries.add(entry(new Epoch(epoch)));
    }
    return entries;
  }
}
