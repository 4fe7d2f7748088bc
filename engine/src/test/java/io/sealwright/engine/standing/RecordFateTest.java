package io.sealwright.engine.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.standing.RecordFate.Nonces;
import io.sealwright.engine.standing.RecordFate.Search;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.BatchReturn;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is made of a node's answers about a message of nonce 5. */
final class RecordFateTest {
  private static final MessageFate PENDING = new MessageFate.Pending();
  private static final MessageFate UNKNOWN = new MessageFate.Unknown();
  private static final MessageFate SUPERSEDED = new MessageFate.Superseded();
  private static final OptionalLong NOT_SAID = OptionalLong.empty();
  private static final OutboxRecord RECORD = record(MessagePurpose.PROVE_COMMIT);

  @Test
  void aMessageIsGivenUpOnlyWhenItsNonceIsGoneForGood() {
    assertThat(absent(true, false, next(5), NOT_SAID, true)).isEqualTo(PENDING);
    assertThat(absent(true, true, next(6), next(6), true)).isEqualTo(PENDING);
    assertThat(absent(true, false, NOT_SAID, next(6), true)).isEqualTo(UNKNOWN);
    assertThat(absent(true, false, next(6), NOT_SAID, true)).isEqualTo(UNKNOWN);
    assertThat(absent(true, false, next(6), next(5), true)).isEqualTo(UNKNOWN);
    assertThat(absent(true, false, next(6), next(6), true)).isEqualTo(SUPERSEDED);
  }

  @Test
  void aNodeThatHasNotTheMessageIsBelievedOnlyOfRecentTimes() {
    assertThat(absent(false, false, next(6), next(6), true)).isEqualTo(SUPERSEDED);
    assertThat(absent(false, false, next(6), next(6), false)).isEqualTo(UNKNOWN);
    assertThat(absent(true, false, next(6), next(6), false)).isEqualTo(SUPERSEDED);
  }

  @Test
  void aNodeThatCannotSayLeavesItUnknown() {
    RecordFate fate =
        RecordFate.of(RECORD, new Search.Failed(), false, new Nonces(next(6), next(6), true));

    assertThat(fate.fate()).isEqualTo(UNKNOWN);
    assertThat(fate.isUnderWay()).isTrue();
  }

  @Test
  void eachSectorOfABatchHasAnOutcomeOfItsOwn() {
    BatchReturn batch = BatchReturn.of(List.of(ExitCode.OK, new ExitCode(16), ExitCode.OK));
    RecordFate fate = landed(RECORD, ActorCallsCbor.BATCH_RETURN.encode(batch));

    assertThat(fate.of(new SectorNumber(7))).isEqualTo(at(ExitCode.OK));
    assertThat(fate.of(new SectorNumber(3))).isEqualTo(at(new ExitCode(16)));
    assertThat(fate.of(new SectorNumber(9))).isEqualTo(at(ExitCode.OK));
    assertThat(fate.isUnderWay()).isFalse();
  }

  @Test
  void aBatchOfAnotherSizeSaysNothing() {
    BatchReturn batch = BatchReturn.ok(2);

    assertThat(landed(RECORD, ActorCallsCbor.BATCH_RETURN.encode(batch)).fate()).isEqualTo(UNKNOWN);
    assertThat(landed(RECORD, new byte[0]).fate()).isEqualTo(UNKNOWN);
    assertThat(landed(record(MessagePurpose.PRE_COMMIT), new byte[0]).fate())
        .isEqualTo(at(ExitCode.OK));
  }

  private static MessageFate at(ExitCode exit) {
    return new MessageFate.Landed(new Epoch(101), exit);
  }

  private static OptionalLong next(long nonce) {
    return OptionalLong.of(nonce);
  }

  private static MessageFate absent(
      boolean isKnown, boolean inPool, OptionalLong head, OptionalLong settled, boolean isRecent) {
    Nonces nonces = new Nonces(head, settled, isRecent);
    return RecordFate.of(RECORD, new Search.Absent(isKnown), inPool, nonces).fate();
  }

  private static RecordFate landed(OutboxRecord record, byte[] returned) {
    MessageLookup lookup =
        new MessageLookup(
            record.cid(),
            new Receipt(ExitCode.OK, ByteString.of(returned), 1, Optional.empty()),
            JsonNodeFactory.instance.nullNode(),
            TipsetKey.HEAD,
            new Epoch(101));
    Nonces nonces = new Nonces(NOT_SAID, NOT_SAID, true);
    return RecordFate.of(record, new Search.Found(lookup), false, nonces);
  }

  private static OutboxRecord record(MessagePurpose purpose) {
    Message message =
        new Message(
            Address.id(1000),
            Address.id(100),
            5,
            TokenAmount.ZERO,
            1,
            TokenAmount.ZERO,
            TokenAmount.ZERO,
            purpose.method().number(),
            ByteString.EMPTY);
    List<SectorNumber> sectors =
        List.of(new SectorNumber(7), new SectorNumber(3), new SectorNumber(9));
    Signature signature = new Signature(SignatureType.BLS, ByteString.of(new byte[96]));
    return new OutboxRecord(
        purpose,
        sectors,
        Optional.empty(),
        new SignedMessage(message, signature),
        TokenAmount.ZERO,
        new Epoch(99));
  }
}
