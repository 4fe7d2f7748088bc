package io.sealwright.lotus.node;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/**
 * A message carried out, for real or to see what it would do.
 *
 * @param error what the machine says went wrong; empty if nothing
 */
public record Invocation(
    Cid messageCid,
    Message message,
    Optional<Receipt> receipt,
    GasCost cost,
    Trace trace,
    String error,
    Duration took) {

  /**
   * What the gas of a message cost whom.
   *
   * @param message absent where the message was only tried
   */
  public record GasCost(
      Optional<Cid> message,
      BigInteger gasUsed,
      TokenAmount baseFeeBurn,
      TokenAmount overestimationBurn,
      TokenAmount minerPenalty,
      TokenAmount minerTip,
      TokenAmount refund,
      TokenAmount total) {}
}
