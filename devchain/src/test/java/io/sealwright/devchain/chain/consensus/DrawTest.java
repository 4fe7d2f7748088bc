package io.sealwright.devchain.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Randomness as a real node answered it. */
final class DrawTest {
  private static final Path FULL = Path.of("../vectors/lotus-rpc/full");

  @Test
  void theBeaconsEntriesAreThoseOfARealTestNetwork() throws IOException {
    JsonNode recorded = result("StateGetBeaconEntry");
    BeaconEntry entry = Beacon.entry(new Epoch(528));

    assertThat(entry.round()).isEqualTo(recorded.path("Round").asLong());
    assertThat(entry.bytes().base64()).isEqualTo(recorded.path("Data").asString());
    assertThat(base64(Draw.digest(entry.bytes())))
        .isEqualTo(result("StateGetRandomnessDigestFromBeacon").asString());
  }

  @Test
  void randomnessFromTheBeaconIsThatOfARealNode() throws IOException {
    for (String name : new String[] {"StateGetRandomnessFromBeacon", "StateGetRandomnessFromBeacon.tsk"}) {
      JsonNode params = recording(name).path("request").path("params");
      Epoch epoch = new Epoch(params.get(1).asLong());
      Bytes32 digest = Draw.digest(Beacon.entry(epoch).bytes());

      assertThat(base64(draw(digest, params))).isEqualTo(result(name).asString());
    }
  }

  @Test
  void randomnessFromTicketsIsDrawnFromTheirDigest() throws IOException {
    JsonNode params = recording("ChainGetRandomnessFromTickets").path("request").path("params");
    Bytes32 digest =
        Bytes32.of(
            ByteString.fromBase64(result("StateGetRandomnessDigestFromTickets").asString())
                .toBytes());

    assertThat(
            base64(
                Draw.from(
                    digest,
                    params.get(1).asLong(),
                    new Epoch(params.get(2).asLong()),
                    ByteString.fromBase64(params.get(3).asString()))))
        .isEqualTo(result("ChainGetRandomnessFromTickets").asString());
  }

  /** The exponential is off by no more than the reference says: 4.6e-15 up to 5. */
  @Test
  void theExponentialIsNearEnough() {
    BigDecimal one = new BigDecimal(BigInteger.ONE.shiftLeft(256));
    for (double x = 0; x < 5; x += 0.17) {
      BigInteger fixed = new BigDecimal(x).multiply(one).toBigInteger();
      BigDecimal value =
          new BigDecimal(Election.exponentialOfNegative(fixed)).divide(one, MathContext.DECIMAL64);
      assertThat(value.doubleValue()).isCloseTo(Math.exp(-x), org.assertj.core.data.Offset.offset(5e-15));
    }
  }

  private static Bytes32 draw(Bytes32 digest, JsonNode params) {
    return Draw.from(
        digest,
        params.get(0).asLong(),
        new Epoch(params.get(1).asLong()),
        ByteString.fromBase64(params.get(2).asString()));
  }

  private static String base64(Bytes32 bytes) {
    return ByteString.of(bytes.toBytes()).base64();
  }

  private static JsonNode result(String name) throws IOException {
    return recording(name).path("response").path("result");
  }

  private static JsonNode recording(String name) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(FULL.resolve("Filecoin." + name + ".json")));
  }
}
