package io.sealwright.lotus.key;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import java.math.BigInteger;
import java.util.List;
import supranational.blst.BLST_ERROR;
import supranational.blst.P1_Affine;
import supranational.blst.P2;
import supranational.blst.P2_Affine;
import supranational.blst.Pairing;

/** Checks BLS signatures, and adds many up to the one a block carries. */
public final class BlsSignatures {
  /** What hashing to G2 is separated by in the basic scheme (the draft of CFRG on BLS). */
  static final String DOMAIN = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_";

  static final BigInteger ORDER =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

  static final int PUBLIC_KEY_BYTES = 48;
  static final int SIGNATURE_BYTES = 96;

  private BlsSignatures() {}

  /** Some bytes and the public key said to have signed them. */
  public record Claim(ByteString publicKey, ByteString signed) {}

  /** One signature for all; without any it is the point at infinity. */
  public static Signature aggregate(List<Signature> signatures) {
    P2 sum = new P2();
    for (Signature signature : signatures) {
      sum.aggregate(new P2_Affine(signature.bytes().toBytes()));
    }
    return new Signature(SignatureType.BLS, ByteString.of(sum.compress()));
  }

  /** Whether an aggregate stands for exactly these claims. Malformed bytes are simply false. */
  public static boolean verifyAggregate(ByteString signature, List<Claim> claims) {
    try {
      P2_Affine point = signaturePoint(signature);
      if (claims.isEmpty()) {
        return point.is_inf();
      }
      Pairing pairing = new Pairing(true, DOMAIN);
      for (int i = 0; i < claims.size(); i++) {
        Claim claim = claims.get(i);
        P1_Affine key = publicKey(claim.publicKey());
        byte[] signed = claim.signed().toBytes();
        BLST_ERROR outcome = pairing.aggregate(key, i == 0 ? point : new P2_Affine(), signed);
        if (outcome != BLST_ERROR.BLST_SUCCESS) {
          return false;
        }
      }
      pairing.commit();
      return pairing.finalverify();
    } catch (RuntimeException _) {
      return false;
    }
  }

  static boolean verify(ByteString signature, ByteString publicKey, ByteString signed) {
    return verifyAggregate(signature, List.of(new Claim(publicKey, signed)));
  }

  private static P1_Affine publicKey(ByteString bytes) {
    P1_Affine key = new P1_Affine(exactly(bytes, PUBLIC_KEY_BYTES));
    if (key.is_inf() || !key.in_group()) {
      throw new IllegalArgumentException("no public key");
    }
    return key;
  }

  private static P2_Affine signaturePoint(ByteString bytes) {
    P2_Affine point = new P2_Affine(exactly(bytes, SIGNATURE_BYTES));
    if (!point.in_group()) {
      throw new IllegalArgumentException("no point of the signatures' group");
    }
    return point;
  }

  private static byte[] exactly(ByteString bytes, int length) {
    if (bytes.size() != length) {
      throw new IllegalArgumentException(bytes.size() + " bytes, not " + length);
    }
    return bytes.toBytes();
  }
}
