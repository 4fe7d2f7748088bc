package io.sealwright.protocol.cbor;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.math.BigInteger;

/** The codecs tuples are composed of. */
public final class CborCodecs {
  /** The most items of an array, where nothing smaller is known: the bound the network uses. */
  public static final int MAX_ITEMS = 8192;

  /** Bytes of a big number, its sign included: the bound the network uses. */
  public static final int MAX_BIG_BYTES = 128;

  /** 64 bits without sign, in a {@code long} that is negative from 2⁶³ up. */
  public static final CborCodec<Long> UNSIGNED =
      CborCodec.of(CborWriter::unsigned, CborReader::unsigned);

  public static final CborCodec<Long> SIGNED = CborCodec.of(CborWriter::signed, CborReader::signed);

  /** A number without sign that fits an {@code int}: indexes and small counts. */
  public static final CborCodec<Integer> INDEX = UNSIGNED.as(CborCodecs::index, Integer::longValue);

  public static final CborCodec<ByteString> BYTES =
      CborCodec.of(CborWriter::bytes, CborReader::bytes);

  public static final CborCodec<Bytes32> BYTES_32 =
      BYTES.as(b -> Bytes32.of(b.toBytes()), b -> ByteString.of(b.toBytes()));

  public static final CborCodec<String> TEXT = CborCodec.of(CborWriter::text, CborReader::text);

  public static final CborCodec<Boolean> BOOL = CborCodec.of(CborWriter::bool, CborReader::bool);

  public static final CborCodec<Cid> CID = CborCodec.of(CborWriter::cid, CborReader::cid);

  /**
   * A number of any size: an empty byte string for zero, else a sign byte (0 or 1) and the shortest
   * big-endian magnitude.
   */
  public static final CborCodec<BigInteger> BIG =
      BYTES.as(CborCodecs::bigFrom, CborCodecs::bigToBytes);

  private CborCodecs() {}

  private static int index(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(Long.toUnsignedString(value) + " is out of range");
    }
    return (int) value;
  }

  private static BigInteger bigFrom(ByteString bytes) {
    if (bytes.isEmpty()) {
      return BigInteger.ZERO;
    }
    if (bytes.size() < 2 || bytes.size() > MAX_BIG_BYTES || bytes.at(0) > 1 || bytes.at(1) == 0) {
      throw new IllegalArgumentException("\"" + bytes + "\" is not a canonical big number");
    }
    return new BigInteger(bytes.at(0) == 0 ? 1 : -1, bytes.from(1).toBytes());
  }

  private static ByteString bigToBytes(BigInteger value) {
    if (value.signum() == 0) {
      return ByteString.EMPTY;
    }
    ByteString magnitude = ByteString.of(value.abs().toByteArray());
    ByteString shortest = magnitude.at(0) == 0 ? magnitude.from(1) : magnitude;
    if (shortest.size() >= MAX_BIG_BYTES) {
      throw new IllegalArgumentException("a number of " + shortest.size() + " bytes is too big");
    }
    return ByteString.of((byte) (value.signum() < 0 ? 1 : 0)).plus(shortest);
  }
}
