package io.sealwright.devchain.mpool;

import io.sealwright.devchain.chain.consensus.BaseFee;
import io.sealwright.lotus.key.Signatures;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;

/** Whether a message may wait for a block, in the order in which a node looks. */
final class Admission {
  /** The share of the base fee that a fee cap from the network must reach. */
  private static final long LEAST_SHARE = 100;

  private static final int BLS_BYTES = 96;

  private final Accounts accounts;

  Admission(Accounts accounts) {
    this.accounts = accounts;
  }

  /** What no state is needed for. */
  void checkAlone(SignedMessage signed) throws MessageRefused {
    Message message = signed.message();
    int size = MessageCbor.SIGNED_MESSAGE.encode(signed).length;
    if (size > Validity.MAX_SIZE) {
      throw new MessageRefused("mpool message too large (" + size + "B): message too big");
    }
    var objection = Validity.objection(message, 0);
    if (objection.isPresent()) {
      throw new MessageRefused(
          "message not valid for block inclusion: " + objection.orElseThrow());
    }
    if (message.value().compareTo(Validity.TOTAL) >= 0) {
      throw new MessageRefused("cannot send more filecoin than will ever exist");
    }
    if (message.gasFeeCap().compareTo(BaseFee.MINIMUM) < 0) {
      throw new MessageRefused("gas fee cap too low");
    }
    checkSignature(signed);
  }

  /** What depends on the state after the head, and on what waits already. */
  void checkAt(Tipset head, SignedMessage signed, SenderQueue queue, Origin origin)
      throws MessageRefused, IOException {
    Message message = signed.message();
    long nonce = stateNonce(message, head);
    if (Long.compareUnsigned(nonce, message.nonce()) > 0) {
      throw new MessageRefused(
          "minimum expected nonce is %s, got %s: %s"
              .formatted(
                  Long.toUnsignedString(nonce),
                  Long.toUnsignedString(message.nonce()),
                  Words.NONCE_TOO_LOW));
    }
    checkGas(head, signed, origin);
    checkFunds(head, message, queue);
  }

  private long stateNonce(Message message, Tipset head) throws MessageRefused, IOException {
    try {
      return accounts.require(message.from(), head).nonce();
    } catch (MessageRefused e) {
      throw new MessageRefused(
          "failed to look up actor state nonce: " + e.getMessage() + ": " + Words.SOFT);
    }
  }

  private static void checkGas(Tipset head, SignedMessage signed, Origin origin)
      throws MessageRefused {
    Message message = signed.message();
    long minimum = Validity.MinimumGas.of(Validity.lengthOnChain(signed)).total();
    var objection = Validity.objection(message, minimum);
    if (objection.isPresent()) {
      throw new MessageRefused(
          "verify msg failed: message will not be included in a block: "
              + objection.orElseThrow());
    }
    TokenAmount bound = lowerBound(head.blocks().getFirst().parentBaseFee(), LEAST_SHARE);
    if (origin == Origin.NETWORK && message.gasFeeCap().compareTo(bound) < 0) {
      throw new MessageRefused(
          ("verify msg failed: GasFeeCap doesn't meet base fee lower bound for inclusion in the"
                  + " next 20 blocks (GasFeeCap: %s, baseFeeLowerBound: %s): %s")
              .formatted(message.gasFeeCap().decimal(), bound.decimal(), Words.SOFT));
    }
  }

  /** The base fee as it may be some epochs on, when it has fallen to a share. */
  static TokenAmount lowerBound(TokenAmount baseFee, long share) {
    return new TokenAmount(baseFee.atto().divide(TokenAmount.ofAtto(share).atto()))
        .max(BaseFee.MINIMUM);
  }

  private void checkFunds(Tipset head, Message message, SenderQueue queue)
      throws MessageRefused, IOException {
    Actor sender = accounts.require(message.from(), head);
    TokenAmount own = SenderQueue.gasFunds(message);
    if (sender.balance().compareTo(own) < 0) {
      throw new MessageRefused(
          "failed to check balance: not enough funds (required: %s, balance: %s): %s"
              .formatted(own, sender.balance(), Words.NO_FUNDS));
    }
    TokenAmount all = own.plus(queue.requiredFundsBeside(message.nonce()));
    if (sender.balance().compareTo(all) < 0) {
      throw new MessageRefused(
          ("failed to check balance: not enough funds including pending messages"
                  + " (required: %s, balance: %s): %s")
              .formatted(all, sender.balance(), Words.SOFT));
    }
  }

  private static void checkSignature(SignedMessage signed) throws MessageRefused {
    SignatureType type = signed.signature().type();
    if (type == SignatureType.BLS && signed.signature().bytes().size() != BLS_BYTES) {
      throw new MessageRefused("signature verification failed: bls signature incorrectly sized");
    }
    if (!Signatures.verify(signed)) {
      throw new MessageRefused(
          "signature verification failed: failed to validate signature: invalid signature for"
              + " message %s (type %d): %s"
                  .formatted(signed.cid(), type.number(), signatureFault(signed)));
    }
  }

  private static String signatureFault(SignedMessage signed) {
    if (signed.message().from().kind() == AddressKind.ID) {
      return "must resolve ID addresses before using them to verify a signature";
    }
    return switch (signed.signature().type()) {
      case BLS -> "bls signature failed to verify";
      case SECP256K1 -> "signature did not match";
      case DELEGATED -> "cannot verify signature of unsupported type: 3";
    };
  }
}
