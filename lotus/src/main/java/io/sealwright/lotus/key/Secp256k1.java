package io.sealwright.lotus.key;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curve, and how the signer of some bytes is found from a signature (SEC 1, 4.1.6). */
final class Secp256k1 {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

  static final BigInteger ORDER = CURVE.getN();
  static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  /** Bytes of r ‖ s ‖ v. */
  static final int SIGNATURE_BYTES = 65;

  private static final int COORDINATE = 32;
  private static final int RECOVERIES = 4;
  private static final byte EVEN = 2;

  private Secp256k1() {}

  static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(ORDER) < 0;
  }

  static ECPoint timesGenerator(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
  }

  static Address address(ECPoint publicKey) {
    return Address.ofSecp256k1(ByteString.of(publicKey.getEncoded(false)));
  }

  /** The address whose key made a signature over bytes; empty if none can have. */
  static Optional<Address> signer(ByteString signature, ByteString signed) {
    if (signature.size() != SIGNATURE_BYTES || signature.at(2 * COORDINATE) >= RECOVERIES) {
      return Optional.empty();
    }
    BigInteger r = new BigInteger(1, signature.slice(0, COORDINATE).toBytes());
    BigInteger s = new BigInteger(1, signature.slice(COORDINATE, 2 * COORDINATE).toBytes());
    if (!isScalar(r) || !isScalar(s)) {
      return Optional.empty();
    }
    BigInteger digest = new BigInteger(1, Blake2b.BYTES_32.digest(signed).toBytes());
    BigInteger inverse = r.modInverse(ORDER);
    return point(r, signature.at(2 * COORDINATE))
        .map(nonce ->
            ECAlgorithms.sumOfTwoMultiplies(
                CURVE.getG(),
                digest.negate().multiply(inverse).mod(ORDER),
                nonce,
                s.multiply(inverse).mod(ORDER)))
        .filter(publicKey -> !publicKey.isInfinity())
        .map(publicKey -> address(publicKey.normalize()));
  }

  static ByteString bytes32(BigInteger value) {
    byte[] bytes = new byte[COORDINATE];
    byte[] magnitude = value.toByteArray();
    int length = Math.min(magnitude.length, COORDINATE);
    System.arraycopy(magnitude, magnitude.length - length, bytes, COORDINATE - length, length);
    return ByteString.of(bytes);
  }

  /** The point whose x gave r; the recovery's bits say whether y is odd and x was beyond n. */
  private static Optional<ECPoint> point(BigInteger r, int recovery) {
    BigInteger x = (recovery & 2) == 0 ? r : r.add(ORDER);
    if (x.compareTo(CURVE.getCurve().getField().getCharacteristic()) >= 0) {
      return Optional.empty();
    }
    ByteString compressed = ByteString.of((byte) (EVEN | recovery & 1)).plus(bytes32(x));
    try {
      return Optional.of(CURVE.getCurve().decodePoint(compressed.toBytes()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
