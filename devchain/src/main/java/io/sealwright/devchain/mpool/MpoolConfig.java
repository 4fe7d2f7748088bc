package io.sealwright.devchain.mpool;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import java.time.Duration;
import java.util.List;

/**
 * What the pool is told by its operator.
 *
 * @param priority senders whose messages go into a block before all others
 * @param replacePercent what clients are told to raise a premium to, in percent of the old one
 * @param gasOverestimation what an estimated gas limit is multiplied by
 */
public record MpoolConfig(
    List<Address> priority,
    int sizeLimitHigh,
    int sizeLimitLow,
    int replacePercent,
    Duration pruneCooldown,
    double gasOverestimation) {
  public static final MpoolConfig DEFAULT =
      new MpoolConfig(List.of(), 30_000, 20_000, 125, Duration.ofMinutes(1), 1.25);

  /** As it is kept over a restart. */
  static final CborCodec<MpoolConfig> CODEC =
      CborTuple.of(
          MpoolConfig.class,
          AddressCbor.ADDRESS.list(CborCodecs.MAX_ITEMS),
          CborCodecs.INDEX,
          CborCodecs.INDEX,
          CborCodecs.INDEX,
          CborCodecs.SIGNED.as(Duration::ofNanos, Duration::toNanos),
          CborCodecs.TEXT.as(Double::valueOf, value -> Double.toString(value)));

  static final int LEAST_REPLACE_PERCENT = 110;

  public MpoolConfig {
    priority = List.copyOf(priority);
  }

  /** A percentage as Lotus writes it: hundreds, a point, the rest without a leading zero. */
  static String percent(int value) {
    return value / 100 + "." + value % 100;
  }
}
