package io.sealwright.protocol.address;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The name of an actor.
 *
 * <pre>
 *   kind        bytes after the kind's number      text after the network letter
 *   ID          LEB128 of the actor's number       0 decimal
 *   SECP256K1   BLAKE2b-160 of the public key      1 base32(payload ‖ checksum)
 *   ACTOR       BLAKE2b-160 of what made it        2 base32(payload ‖ checksum)
 *   BLS         the public key, 48 bytes           3 base32(payload ‖ checksum)
 *   DELEGATED   LEB128 of the namespace ‖ rest     4 namespace f base32(rest ‖ checksum)
 *
 *   checksum = BLAKE2b-32 of kind ‖ payload
 * </pre>
 *
 * <p>The network letter is not part of the value: both letters read as the same address.
 */
public record Address(AddressKind kind, ByteString payload) implements Comparable<Address> {
  /** The namespace of Ethereum addresses below DELEGATED: {@code f410f…}. */
  public static final long ETHEREUM = 10;

  /** Bytes below a namespace. */
  public static final int MAX_SUBADDRESS = 54;

  /** Bytes of an address, its kind included. */
  public static final int MAX_BYTES = 1 + Leb128.MAX_BYTES + MAX_SUBADDRESS;

  public Address {
    kind.check(payload);
  }

  /** The ID address of an actor; a negative number is an IllegalArgumentException. */
  public static Address id(long actor) {
    return new Address(AddressKind.ID, Leb128.encode(actor));
  }

  public static Address of(MinerId miner) {
    return id(miner.id());
  }

  /** The address of an uncompressed secp256k1 public key of 65 bytes. */
  public static Address ofSecp256k1(ByteString publicKey) {
    if (publicKey.size() != 65) {
      throw new IllegalArgumentException("a public key of " + publicKey.size() + " bytes");
    }
    return new Address(AddressKind.SECP256K1, Blake2b.BYTES_20.digest(publicKey));
  }

  /** The address of an actor made by these bytes: who made it, and which of its creations. */
  public static Address ofActor(ByteString making) {
    return new Address(AddressKind.ACTOR, Blake2b.BYTES_20.digest(making));
  }

  /** The address of a compressed BLS public key of 48 bytes. */
  public static Address ofBls(ByteString publicKey) {
    return new Address(AddressKind.BLS, publicKey);
  }

  /** An address below a namespace, of at most 54 bytes. */
  public static Address delegated(long namespace, ByteString subaddress) {
    return new Address(AddressKind.DELEGATED, Leb128.encode(namespace).plus(subaddress));
  }

  /** Reads the bytes of an address; anything else is an IllegalArgumentException. */
  public static Address fromBytes(ByteString bytes) {
    if (bytes.isEmpty() || bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException("an address of " + bytes.size() + " bytes");
    }
    return new Address(AddressKind.ofNumber(bytes.at(0)), bytes.from(1));
  }

  /** Reads {@code f01000}, {@code t3…} and the like; anything else: IllegalArgumentException. */
  public static Address parse(String text) {
    return AddressText.parse(text);
  }

  /** The number of the actor, if this is an ID address. */
  public OptionalLong actor() {
    return kind == AddressKind.ID
        ? OptionalLong.of(Leb128.read(ByteBuffer.wrap(payload.toBytes())))
        : OptionalLong.empty();
  }

  public ByteString toBytes() {
    return ByteString.of((byte) kind.number()).plus(payload);
  }

  /** The address as a network writes it. */
  public String text(NetworkLetter network) {
    return network.letter() + AddressText.afterLetter(this);
  }

  ByteString checksum() {
    return Blake2b.BYTES_4.digest(toBytes());
  }

  @Override
  public int compareTo(Address other) {
    return toBytes().compareTo(other.toBytes());
  }

  /** As mainnet writes it. */
  @Override
  public String toString() {
    return text(NetworkLetter.MAINNET);
  }
}
