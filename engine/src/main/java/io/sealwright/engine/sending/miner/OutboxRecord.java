package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.Sent;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;
import java.util.Optional;

/**
 * A signed message that may be on its way to the chain, or have arrived there.
 *
 * @param sectors what it is about, in the order in which its parameters name them; none if it is
 *     about partitions
 * @param key by which whoever asked for it knows it again, if it was asked for by a key: a key gets
 *     one message, ever
 * @param locks what it takes of the miner's own balance, beside the value it brings along
 * @param head the chain's height when it was signed
 */
public record OutboxRecord(
    MessagePurpose purpose,
    List<SectorNumber> sectors,
    Optional<String> key,
    SignedMessage signed,
    TokenAmount locks,
    Epoch head) {
  public OutboxRecord {
    sectors = List.copyOf(sectors);
    if (!signed.message().method().equals(purpose.method().number())) {
      throw new IllegalArgumentException(
          "a message of method " + signed.message().method() + " is not for " + purpose);
    }
  }

  public Cid cid() {
    return signed.cid();
  }

  /** The key address that pays. */
  public Address from() {
    return signed.message().from();
  }

  /** 64 bits without sign. */
  public long nonce() {
    return signed.message().nonce();
  }

  public Sent sent() {
    return new Sent(cid(), head);
  }
}
