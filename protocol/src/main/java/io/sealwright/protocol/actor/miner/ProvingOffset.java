package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.ProvingPeriod;
import java.nio.ByteBuffer;

/**
 * Where a new miner's proving periods begin, modulo 2880: drawn from its ID address and the epoch
 * of its creation, so that miners spread over the day.
 *
 * <pre>
 *   first 8 bytes of BLAKE2b-256( CBOR of the address ‖ epoch in 8 bytes ), big-endian, mod 2880
 * </pre>
 */
public final class ProvingOffset {
  private ProvingOffset() {}

  public static long of(MinerId miner, Epoch created) {
    ByteString address = ByteString.of(AddressCbor.ADDRESS.encode(Address.of(miner)));
    byte[] epoch = ByteBuffer.allocate(Long.BYTES).putLong(created.height()).array();
    byte[] digest = Blake2b.BYTES_32.digest(address, ByteString.of(epoch)).toBytes();
    return Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), ProvingPeriod.LENGTH.epochs());
  }
}
