package io.sealwright.protocol.cid;

import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import java.nio.ByteBuffer;

/** A digest and the hash that made it; the length is checked against the hash. */
public record Multihash(HashFunction function, ByteString digest) {
  /** The most content an identity "hash" may carry. */
  public static final int MAX_IDENTITY = 128;

  public Multihash {
    if (!function.allows(digest.size())) {
      throw new IllegalArgumentException(
          "a digest of " + digest.size() + " bytes is not one of " + function);
    }
  }

  public static Multihash blake2b256(ByteString content) {
    return new Multihash(HashFunction.BLAKE2B_256, Blake2b.BYTES_32.digest(content));
  }

  /** Reads one multihash and moves past it; a malformed one is an IllegalArgumentException. */
  static Multihash read(ByteBuffer in) {
    HashFunction function = HashFunction.ofCode(Leb128.read(in));
    long length = Leb128.read(in);
    if (length < 0 || length > Math.min(in.remaining(), MAX_IDENTITY)) {
      throw new IllegalArgumentException(
          "a digest of " + Long.toUnsignedString(length) + " bytes, " + in.remaining() + " left");
    }
    byte[] digest = new byte[(int) length];
    in.get(digest);
    return new Multihash(function, ByteString.of(digest));
  }

  ByteString toBytes() {
    return Leb128.encode(function.code()).plus(Leb128.encode(digest.size())).plus(digest);
  }
}
