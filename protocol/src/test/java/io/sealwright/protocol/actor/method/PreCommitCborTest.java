package io.sealwright.protocol.actor.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealwright.protocol.Answers;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Vectors;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading pre-commits of all ages. */
final class PreCommitCborTest {
  private static final MethodNumber SINGLE = new MethodNumber(6);
  private static final MethodNumber BATCH = new MethodNumber(25);
  private static final MethodNumber BATCH_2 = new MethodNumber(28);

  /**
   * Proof 8, sector 9, CommR of 32 times 03, ticket epoch 1100, deals 4 and 5, expiration 65536.
   */
  private static final String BEGINNING =
      "08 09 d82a 58 29 00 0182e20381e80220" + "03".repeat(32) + " 19044c 820405 1a00010000";

  private static final String OLD = "8a " + BEGINNING + " f4 00 00 00";

  @Test
  void aRealMessageIsWhatTheNodeDecoded() throws CborException {
    Message message = Answers.message(Vectors.recorded("ChainGetMessage.PreCommitSectorBatch2.2"));
    SectorPreCommit sector = PreCommitCbor.decode(message.method(), message.params()).getFirst();
    assertThat(PreCommitCbor.isPreCommit(message.method())).isTrue();
    assertThat(sector.number()).isEqualTo(new SectorNumber(10));
    assertThat(sector.randomness()).isEqualTo(new Epoch(-5));
    assertThat(sector.sealed().cid())
        .isEqualTo("bagboea4b5abcabnpmy3jikjfkm3oijoiwh3nl6se25czvdumtgp4dbklxk2rwqis");
  }

  @Test
  void theOldFormsAreOneSectorAndABatch() throws CborException {
    SectorPreCommit expected =
        new SectorPreCommit(
            8,
            new SectorNumber(9),
            new CommR(Bytes32.repeat(3)),
            new Epoch(1100),
            List.of(4L, 5L),
            new Epoch(65_536),
            Optional.empty());
    assertThat(PreCommitCbor.decode(SINGLE, hex(OLD))).containsExactly(expected);
    assertThat(PreCommitCbor.decode(BATCH, hex("81 82" + OLD + OLD)))
        .containsExactly(expected, expected);
  }

  @Test
  void theNewFormTellsWhatTheDataCommitsTo() throws CborException {
    String data = " d82a 58 28 00 0181e20392202" + "0" + "07".repeat(32);
    assertThat(PreCommitCbor.decode(BATCH_2, hex("81 81 87 " + BEGINNING + data)).getFirst().data())
        .contains(new CommD(Bytes32.repeat(7)));
    assertThat(
            PreCommitCbor.decode(BATCH_2, hex("81 81 87 " + BEGINNING + " f6")).getFirst().data())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, 7, 26, 27, 34})
  void otherMethodsAreNone(long method) {
    assertThat(PreCommitCbor.isPreCommit(new MethodNumber(method))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "81", "81 80 00", "81 81 83 08 09 f6", "82 80 80"})
  void anythingElseIsRefused(String params) {
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> PreCommitCbor.decode(BATCH_2, hex(params)));
  }

  private static ByteString hex(String text) {
    return ByteString.of(HexFormat.of().parseHex(text.replace(" ", "")));
  }
}
