package io.sealwright.lotus.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BlsSignaturesTest {
  private final Random random = new Random(8);
  private final List<BlsSignatures.Claim> claims = new ArrayList<>();
  private final List<Signature> signatures = new ArrayList<>();

  @Test
  void oneSignatureStandsForMany() {
    sign(5);
    ByteString aggregate = BlsSignatures.aggregate(signatures).bytes();

    assertThat(BlsSignatures.verifyAggregate(aggregate, claims)).isTrue();
    assertThat(BlsSignatures.verifyAggregate(aggregate, claims.reversed())).isTrue();
    assertThat(BlsSignatures.verifyAggregate(aggregate, claims.subList(0, 4))).isFalse();
    assertThat(BlsSignatures.verifyAggregate(signatures.getFirst().bytes(), claims)).isFalse();
  }

  /** The aggregate of the published blocks, which hold no messages. */
  @Test
  void noneAggregateToThePointAtInfinity() {
    ByteString none = BlsSignatures.aggregate(List.of()).bytes();

    assertThat(none.hex()).isEqualTo("c0" + "00".repeat(95));
    assertThat(BlsSignatures.verifyAggregate(none, List.of())).isTrue();
    sign(1);
    assertThat(BlsSignatures.verifyAggregate(none, claims)).isFalse();
    assertThat(BlsSignatures.verifyAggregate(signatures.getFirst().bytes(), List.of())).isFalse();
  }

  @Test
  void malformedPointsVerifyNothing() {
    sign(1);
    ByteString signature = signatures.getFirst().bytes();
    ByteString signed = claims.getFirst().signed();
    for (String key : new String[] {"", "c0" + "00".repeat(47), "ff".repeat(48), "00".repeat(48)}) {
      var claim = new BlsSignatures.Claim(ByteString.fromHex(key), signed);
      assertThat(BlsSignatures.verifyAggregate(signature, List.of(claim))).isFalse();
    }
    assertThat(BlsSignatures.verifyAggregate(ByteString.fromHex("ff".repeat(96)), claims))
        .isFalse();
  }

  private void sign(int count) {
    for (int i = 0; i < count; i++) {
      SigningKey key = SigningKey.generate(KeyType.BLS, random);
      ByteString signed = ByteString.of((byte) i);
      claims.add(new BlsSignatures.Claim(key.address().payload(), signed));
      signatures.add(key.sign(signed));
    }
  }
}
