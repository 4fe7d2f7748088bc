package io.sealwright.engine.standing;

import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.BatchReturn;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.Receipt;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a message, and of each sector it is about.
 *
 * @param fate of the call as a whole
 * @param batch how each sector fared, where one may fail by itself
 */
public record RecordFate(OutboxRecord record, MessageFate fate, Optional<BatchReturn> batch) {

  /** What a node said of a message. */
  sealed interface Search {
    /** Where it is. */
    record Found(MessageLookup lookup) implements Search {}

    /**
     * It is not on the chain.
     *
     * @param isKnown whether the node has the message at all, and so looked for it
     */
    record Absent(boolean isKnown) implements Search {}

    /** The node could not say. */
    record Failed() implements Search {}
  }

  /**
   * What is known of the nonces of the message's sender.
   *
   * @param head the next one at the head
   * @param settled the next one where no reorganisation reaches
   * @param isRecent whether the node must have every message since this one was signed
   */
  record Nonces(OptionalLong head, OptionalLong settled, boolean isRecent) {}

  /** Decides it. A message is only given up when its nonce is gone for good. */
  static RecordFate of(OutboxRecord record, Search search, boolean inPool, Nonces nonces) {
    return switch (search) {
      case Search.Found(MessageLookup lookup) -> landed(record, lookup);
      case Search.Failed _ -> of(record, new MessageFate.Unknown());
      case Search.Absent(boolean isKnown) ->
          of(record, absent(record, inPool, nonces, isKnown || nonces.isRecent));
    };
  }

  static RecordFate of(OutboxRecord record, MessageFate fate) {
    return new RecordFate(record, fate, Optional.empty());
  }

  private static MessageFate absent(
      OutboxRecord record, boolean inPool, Nonces nonces, boolean mayJudge) {
    if (inPool) {
      return new MessageFate.Pending();
    }
    if (nonces.head.isEmpty()) {
      return new MessageFate.Unknown();
    }
    if (!isPast(nonces.head, record)) {
      return new MessageFate.Pending();
    }
    return mayJudge && isPast(nonces.settled, record)
        ? new MessageFate.Superseded()
        : new MessageFate.Unknown();
  }

  private static boolean isPast(OptionalLong next, OutboxRecord record) {
    return next.isPresent() && Long.compareUnsigned(next.getAsLong(), record.nonce()) > 0;
  }

  private static RecordFate landed(OutboxRecord record, MessageLookup lookup) {
    Receipt receipt = lookup.receipt();
    MessageFate fate = new MessageFate.Landed(lookup.height(), receipt.exitCode());
    if (!receipt.exitCode().isOk() || record.purpose() != MessagePurpose.PROVE_COMMIT) {
      return of(record, fate);
    }
    try {
      BatchReturn batch = ActorCallsCbor.BATCH_RETURN.decode(receipt.returned().toBytes());
      return batch.size() == record.sectors().size()
          ? new RecordFate(record, fate, Optional.of(batch))
          : of(record, new MessageFate.Unknown());
    } catch (CborException _) {
      return of(record, new MessageFate.Unknown());
    }
  }

  /** What became of it for one of its sectors. */
  public MessageFate of(SectorNumber sector) {
    int index = record.sectors().indexOf(sector);
    if (fate instanceof MessageFate.Landed landed && batch.isPresent() && index >= 0) {
      ExitCode exit =
          batch.get().failures().stream()
              .filter(failure -> failure.index() == index)
              .map(BatchReturn.Failure::code)
              .findFirst()
              .orElse(ExitCode.OK);
      return new MessageFate.Landed(landed.at(), exit);
    }
    return fate;
  }

  /** Whether it may still be carried out. */
  public boolean isUnderWay() {
    return fate instanceof MessageFate.Unknown || fate instanceof MessageFate.Pending;
  }
}
