package io.sealwright.devchain.mpool;

import io.sealwright.devchain.chain.consensus.BaseFee;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.message.SignedMessage;
import java.util.Optional;

/** What may be in a block at all, whatever the state is. */
final class Validity {
  /** Bytes of a signed message. */
  static final int MAX_SIZE = 64 << 10;

  /** All FIL there will ever be. */
  static final TokenAmount TOTAL = TokenAmount.of(2_000_000_000L, FilUnit.FIL);

  private static final long INCLUSION_COMPUTE = 38_863;
  private static final long BYTES_BESIDE = 36;
  private static final long STORED_BYTE = 1_000;

  /** The BLS address of no key: 48 bytes that encode the point at infinity. */
  private static final Address ZERO_ADDRESS =
      new Address(AddressKind.BLS, ByteString.fromHex("c0" + "00".repeat(47)));

  private Validity() {}

  /** What keeping a message of a size in a block costs: for computing, and for storing it. */
  record MinimumGas(long compute, long storage) {
    static MinimumGas of(int bytes) {
      return new MinimumGas(INCLUSION_COMPUTE, (BYTES_BESIDE + bytes) * STORED_BYTE);
    }

    long total() {
      return compute + storage;
    }
  }

  /** Bytes a message takes in a block, where BLS signatures are aggregated away. */
  static int lengthOnChain(SignedMessage signed) {
    return signed.signature().type() == SignatureType.BLS
        ? MessageCbor.MESSAGE.encode(signed.message()).length
        : MessageCbor.SIGNED_MESSAGE.encode(signed).length;
  }

  /** Why no block may hold a message; empty if one may. */
  static Optional<String> objection(Message message, long minimumGas) {
    if (message.to().equals(ZERO_ADDRESS)) {
      return Optional.of("invalid 'To' address");
    }
    if (message.value().sign() < 0) {
      return Optional.of("'Value' field cannot be negative");
    }
    if (message.value().compareTo(TOTAL) > 0) {
      return Optional.of("'Value' field cannot be greater than total filecoin supply");
    }
    if (message.gasFeeCap().sign() < 0) {
      return Optional.of("'GasFeeCap' field cannot be negative");
    }
    if (message.gasPremium().sign() < 0) {
      return Optional.of("'GasPremium' field cannot be negative");
    }
    if (message.gasPremium().compareTo(message.gasFeeCap()) > 0) {
      return Optional.of("'GasFeeCap' less than 'GasPremium'");
    }
    return gasObjection(message.gasLimit(), minimumGas);
  }

  private static Optional<String> gasObjection(long limit, long minimumGas) {
    if (limit > BaseFee.BLOCK_GAS_LIMIT) {
      return Optional.of(
          "'GasLimit' field cannot be greater than a block's gas limit (%d > %d)"
              .formatted(limit, BaseFee.BLOCK_GAS_LIMIT));
    }
    if (limit <= 0) {
      return Optional.of("'GasLimit' field %d must be positive".formatted(limit));
    }
    if (limit < minimumGas) {
      return Optional.of(
          "'GasLimit' field cannot be less than the cost of storing a message on chain %d < %d"
              .formatted(limit, minimumGas));
    }
    return Optional.empty();
  }
}
