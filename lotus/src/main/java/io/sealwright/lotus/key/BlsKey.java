package io.sealwright.lotus.key;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Signature;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import supranational.blst.P1;
import supranational.blst.P2;
import supranational.blst.SecretKey;

/** A key on BLS12-381: the public key in G1, signatures in G2, the basic scheme. */
final class BlsKey extends SigningKey {
  private final SecretKey secret;
  private final Address address;

  private BlsKey(SecretKey secret) {
    this.secret = secret;
    this.address = Address.ofBls(ByteString.of(new P1(secret).compress()));
  }

  static BlsKey generate(RandomGenerator random) {
    byte[] material = new byte[SECRET_BYTES];
    random.nextBytes(material);
    SecretKey secret = new SecretKey();
    secret.keygen(material);
    return new BlsKey(secret);
  }

  static BlsKey of(ByteString littleEndian) {
    byte[] bytes = littleEndian.toBytes();
    BigInteger scalar = new BigInteger(1, reversed(bytes));
    if (scalar.signum() == 0 || scalar.compareTo(BlsSignatures.ORDER) >= 0) {
      throw new IllegalArgumentException("not a private key of BLS: zero or too large");
    }
    SecretKey secret = new SecretKey();
    secret.from_lendian(bytes);
    return new BlsKey(secret);
  }

  @Override
  public KeyType type() {
    return KeyType.BLS;
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Signature sign(ByteString bytes) {
    P2 point = new P2().hash_to(bytes.toBytes(), BlsSignatures.DOMAIN).sign_with(secret);
    return new Signature(KeyType.BLS.signatureType(), ByteString.of(point.compress()));
  }

  @Override
  ByteString secret() {
    return ByteString.of(secret.to_lendian());
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
