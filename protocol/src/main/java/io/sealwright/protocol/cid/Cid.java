package io.sealwright.protocol.cid;

import io.sealwright.protocol.Base32;
import io.sealwright.protocol.bytes.Base58;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import java.nio.ByteBuffer;

/**
 * The name of a block of data.
 *
 * <pre>
 *   version 1   01 ‖ codec ‖ hash ‖ length ‖ digest    text: b + base32, lower case, no padding
 *   version 0   12 20 ‖ digest (SHA-256 of dag-pb)     text: base58, Qm…
 * </pre>
 *
 * <p>Source: the CID specification of multiformats.
 */
public record Cid(Version version, Codec codec, Multihash hash) implements Comparable<Cid> {
  private static final char BASE32 = 'b';
  private static final int V0_LENGTH = 34;
  private static final int V0_TEXT_LENGTH = 46;

  /** The two generations of CIDs. */
  public enum Version {
    V0,
    V1
  }

  public Cid {
    if (version == Version.V0
        && (codec != Codec.DAG_PB || hash.function() != HashFunction.SHA2_256)) {
      throw new IllegalArgumentException("a CID of version 0 is the SHA-256 of dag-pb");
    }
  }

  public static Cid v1(Codec codec, Multihash hash) {
    return new Cid(Version.V1, codec, hash);
  }

  /** The CID of a dag-cbor block as chains store it: BLAKE2b-256 of its bytes. */
  public static Cid ofCbor(byte[] block) {
    return v1(Codec.DAG_CBOR, Multihash.blake2b256(ByteString.of(block)));
  }

  /** Reads the text of a CID; anything but one canonical text is an IllegalArgumentException. */
  public static Cid parse(String text) {
    if (text.length() == V0_TEXT_LENGTH && text.startsWith("Qm")) {
      return fromBytes(Base58.decode(text));
    }
    if (text.isEmpty() || text.charAt(0) != BASE32) {
      throw new IllegalArgumentException("\"" + text + "\" is not a CID such as bafy… or Qm…");
    }
    Cid cid = fromBytes(ByteString.of(Base32.decode(text.substring(1))));
    if (cid.version == Version.V0) {
      throw new IllegalArgumentException("\"" + text + "\": version 0 is written in base58 only");
    }
    return cid;
  }

  /** The CID that exactly these bytes write; anything else is an IllegalArgumentException. */
  public static Cid fromBytes(ByteString bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes.toBytes());
    Cid cid = read(in);
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes after a CID");
    }
    return cid;
  }

  /** Reads one CID and moves past it; a malformed one is an IllegalArgumentException. */
  public static Cid read(ByteBuffer in) {
    if (in.remaining() >= V0_LENGTH && in.get(in.position()) == HashFunction.SHA2_256.code()) {
      return new Cid(Version.V0, Codec.DAG_PB, Multihash.read(in));
    }
    long version = Leb128.read(in);
    if (version != 1) {
      throw new IllegalArgumentException("CID version " + Long.toUnsignedString(version));
    }
    return v1(Codec.ofCode(Leb128.read(in)), Multihash.read(in));
  }

  public ByteString toBytes() {
    return switch (version) {
      case V0 -> hash.toBytes();
      case V1 -> Leb128.encode(1).plus(Leb128.encode(codec.code())).plus(hash.toBytes());
    };
  }

  @Override
  public int compareTo(Cid other) {
    return toBytes().compareTo(other.toBytes());
  }

  @Override
  public String toString() {
    return switch (version) {
      case V0 -> Base58.encode(toBytes());
      case V1 -> BASE32 + Base32.encode(toBytes().toBytes());
    };
  }
}
