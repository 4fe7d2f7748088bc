package io.sealwright.protocol.message;

import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;
import static io.sealwright.protocol.cbor.CborCodecs.BYTES;
import static io.sealwright.protocol.cbor.CborCodecs.CID;
import static io.sealwright.protocol.cbor.CborCodecs.SIGNED;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.CborReader;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cbor.CborWriter;

/** Messages in blocks of the chain. */
public final class MessageCbor {
  /** Components of a message, the version included. */
  private static final int COMPONENTS = 10;

  public static final CborCodec<MethodNumber> METHOD =
      UNSIGNED.as(MethodNumber::new, MethodNumber::number);

  /** An array of ten, the version first. */
  public static final CborCodec<Message> MESSAGE =
      CborCodec.of(MessageCbor::write, MessageCbor::read);

  /** One byte string: the type's number, then the signature. */
  public static final CborCodec<Signature> SIGNATURE =
      BYTES.as(Signature::fromBytes, Signature::toBytes);

  public static final CborCodec<SignedMessage> SIGNED_MESSAGE =
      CborTuple.of(SignedMessage.class, MESSAGE, SIGNATURE);

  public static final CborCodec<Receipt> RECEIPT =
      CborTuple.of(
          Receipt.class, SIGNED.as(ExitCode::new, ExitCode::code), BYTES, SIGNED, CID.orNull());

  private MessageCbor() {}

  private static void write(CborWriter out, Message message) {
    out.array(COMPONENTS);
    out.unsigned(0);
    ADDRESS.write(out, message.to());
    ADDRESS.write(out, message.from());
    out.unsigned(message.nonce());
    AMOUNT.write(out, message.value());
    out.signed(message.gasLimit());
    AMOUNT.write(out, message.gasFeeCap());
    AMOUNT.write(out, message.gasPremium());
    METHOD.write(out, message.method());
    out.bytes(message.params());
  }

  private static Message read(CborReader in) throws CborException {
    if (in.array(COMPONENTS) != COMPONENTS || in.unsigned() != 0) {
      throw in.fault("not a message of version 0");
    }
    return new Message(
        ADDRESS.read(in),
        ADDRESS.read(in),
        in.unsigned(),
        AMOUNT.read(in),
        in.signed(),
        AMOUNT.read(in),
        AMOUNT.read(in),
        METHOD.read(in),
        in.bytes());
  }
}
