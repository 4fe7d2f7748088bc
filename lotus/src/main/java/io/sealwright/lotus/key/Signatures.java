package io.sealwright.lotus.key;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignedMessage;

/** Checks whether an account has signed. */
public final class Signatures {
  private Signatures() {}

  /**
   * Whether the account of a key address signed these bytes. A signature that is malformed, of
   * another type than the address, or delegated (which is not supported) has not.
   */
  public static boolean verify(Signature signature, Address signer, ByteString signed) {
    return switch (signature.type()) {
      case SECP256K1 ->
          Secp256k1.signer(signature.bytes(), signed).filter(signer::equals).isPresent();
      case BLS ->
          signer.kind() == AddressKind.BLS
              && BlsSignatures.verify(signature.bytes(), signer.payload(), signed);
      case DELEGATED -> false;
    };
  }

  /** Whether a message is signed by the one it is from, which must be a key address. */
  public static boolean verify(SignedMessage signed) {
    return verify(signed.signature(), signed.message().from(), signed.message().signedBytes());
  }
}
