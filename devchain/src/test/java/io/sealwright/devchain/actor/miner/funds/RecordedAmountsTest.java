package io.sealwright.devchain.actor.miner.funds;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.Forecast;
import io.sealwright.protocol.network.SectorPower;
import io.sealwright.protocol.network.TerminationFee;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Fees and securities that a real network asked, from the estimates it had at that moment. */
final class RecordedAmountsTest {
  private static final long SECTOR = 2048;
  private static final Path RECORDINGS = Path.of("../vectors/lotus-rpc/full");

  /** What a message asked the actors around the miner, and what it had the miner burn. */
  private record Trace(Forecast forecast, BigInteger baseline, ActorCalls.NetworkPower power) {
    static Trace of(String message) throws IOException {
      JsonNode calls = read("StateReplay." + message).get("ExecutionTrace").get("Subcalls");
      ActorCalls.EpochReward reward = ActorCallsCbor.EPOCH_REWARD.decode(returned(calls.get(0)));
      ActorCalls.NetworkPower power = ActorCallsCbor.NETWORK_POWER.decode(returned(calls.get(1)));
      return new Trace(
          new Forecast(reward.smoothed(), power.qualitySmoothed()), reward.baseline(), power);
    }

    private static byte[] returned(JsonNode call) {
      return ByteString.fromBase64(call.get("MsgRct").get("Return").asString()).toBytes();
    }
  }

  private static JsonNode read(String file) throws IOException {
    JsonNode recorded =
        new ObjectMapper().readTree(RECORDINGS.resolve("Filecoin." + file + ".json").toFile());
    return recorded.get("response").get("result");
  }

  private static TokenAmount burnt(String message) throws IOException {
    JsonNode burn = read("StateReplay." + message).get("ExecutionTrace").get("Subcalls").get(2);
    assertThat(burn.get("Msg").get("To").asString()).isEqualTo("t099");
    return TokenAmount.ofDecimal(burn.get("Msg").get("Value").asString());
  }

  /**
   * Sector 6 became one in epoch 785 and ended in 850; sector 0 is the genesis's, ended in 835, and
   * is full of verified data.
   */
  @ParameterizedTest
  @CsvSource({
    "TerminateSectors.1, 2048, 59604643840, 65",
    "TerminateSectors.2, 20480, 1, 835",
  })
  void terminationsCostWhatTheNetworkBurnt(String message, long power, long pledge, long age)
      throws IOException {
    Trace trace = Trace.of(message);
    TokenAmount faultFee = trace.forecast.faultFee(BigInteger.valueOf(power));

    assertThat(TerminationFee.byPledge(TokenAmount.ofAtto(pledge), new EpochSpan(age), faultFee))
        .isEqualTo(burnt(message));
  }

  @Test
  void theDepositOfASectorIsWhatTheNetworkLocked() throws IOException {
    String locked = read("StateSectorPreCommitInfo").get("PreCommitDeposit").asString();

    assertThat(deposit("PreCommitSectorBatch2.2")).isEqualTo(TokenAmount.ofDecimal(locked));
  }

  @Test
  void theDepositsOfAMinerAreThoseOfItsOnlySector() throws IOException {
    String locked = read("StateReadState.later").get("State").get("PreCommitDeposits").asString();

    assertThat(deposit("PreCommitSectorBatch2.1")).isEqualTo(TokenAmount.ofDecimal(locked));
  }

  private static TokenAmount deposit(String message) throws IOException {
    Trace trace = Trace.of(message);
    Security.Ramp ramp = new Security.Ramp(trace.power.rampStart(), EpochSpan.ZERO);
    return Security.at(Epoch.GENESIS, trace.forecast, trace.baseline, TokenAmount.ZERO, ramp)
        .deposit(new SectorPower(SECTOR).most());
  }
}
