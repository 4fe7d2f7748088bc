package io.sealwright.lotus.key;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Signature;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A key on the curve secp256k1. Signatures are ECDSA over BLAKE2b-256 of the bytes, with the nonce
 * of RFC 6979, so that the same bytes always get the same signature, and with the lower of the two
 * possible values of s. Lotus mixes fresh randomness into its nonce instead; both verify alike.
 */
final class SecpKey extends SigningKey {
  private final BigInteger secret;
  private final Address address;

  private SecpKey(BigInteger secret) {
    this.secret = secret;
    this.address = Secp256k1.address(Secp256k1.timesGenerator(secret));
  }

  static SecpKey generate(RandomGenerator random) {
    byte[] bytes = new byte[SECRET_BYTES];
    BigInteger secret;
    do {
      random.nextBytes(bytes);
      secret = new BigInteger(1, bytes);
    } while (!Secp256k1.isScalar(secret));
    return new SecpKey(secret);
  }

  static SecpKey of(ByteString secret) {
    BigInteger scalar = new BigInteger(1, secret.toBytes());
    if (!Secp256k1.isScalar(scalar)) {
      throw new IllegalArgumentException("not a private key of secp256k1: zero or too large");
    }
    return new SecpKey(scalar);
  }

  @Override
  public KeyType type() {
    return KeyType.SECP256K1;
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Signature sign(ByteString bytes) {
    byte[] digest = Blake2b.BYTES_32.digest(bytes).toBytes();
    HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(Secp256k1.ORDER, secret, digest);
    while (true) {
      BigInteger nonce = nonces.nextK();
      ECPoint point = Secp256k1.timesGenerator(nonce);
      BigInteger x = point.getAffineXCoord().toBigInteger();
      BigInteger r = x.mod(Secp256k1.ORDER);
      BigInteger s =
          nonce
              .modInverse(Secp256k1.ORDER)
              .multiply(new BigInteger(1, digest).add(secret.multiply(r)))
              .mod(Secp256k1.ORDER);
      if (r.signum() != 0 && s.signum() != 0) {
        boolean odd = point.getAffineYCoord().testBitZero();
        return signature(r, s, odd, x.compareTo(Secp256k1.ORDER) >= 0);
      }
    }
  }

  /** Of s and its negative the lower is taken; the point's y changes sign with it. */
  private static Signature signature(BigInteger r, BigInteger s, boolean odd, boolean beyond) {
    boolean high = s.compareTo(Secp256k1.HALF_ORDER) > 0;
    int recovery = (odd != high ? 1 : 0) | (beyond ? 2 : 0);
    return new Signature(
        KeyType.SECP256K1.signatureType(),
        Secp256k1.bytes32(r)
            .plus(Secp256k1.bytes32(high ? Secp256k1.ORDER.subtract(s) : s))
            .plus(ByteString.of((byte) recovery)));
  }

  @Override
  ByteString secret() {
    return Secp256k1.bytes32(secret);
  }
}
