package io.sealwright.protocol.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Vectors;
import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.epoch.ProvingPeriod;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class NetworkRulesTest {
  private static final NetworkVersion NOW = new NetworkVersion(28);

  @Test
  void aDevChainHasTheRulesARealOneAnswered() {
    JsonNode answer = Vectors.recorded("StateGetNetworkParams");
    NetworkRules rules = NetworkRules.devnet(NOW);

    assertThat(rules.blockDelay().toSeconds()).isEqualTo(answer.get("BlockDelaySecs").asLong());
    assertThat(rules.preCommitChallengeDelay().epochs())
        .isEqualTo(answer.get("PreCommitChallengeDelay").asLong());
    assertThat(rules.minimumPower()).hasToString(answer.get("ConsensusMinerMinPower").asString());
  }

  /** A real dev chain drew the ticket of a sector pledged at 525 from −375 (sector 2). */
  @Test
  void aSealLooksBackByFinalityAndAnUnprovenOneIsKeptForEightHours() {
    assertThat(new Epoch(525).minus(NetworkRules.devnet(NOW).ticketLookback()))
        .isEqualTo(new Epoch(-375));
    NetworkRules rules = NetworkRules.mainnet(NOW);
    assertThat(rules.duration(rules.preCommitCleanUpDelay())).isEqualTo(Duration.ofHours(8));
  }

  @Test
  void aProvingPeriodIsADayOnMainnetAndThreeHoursOnADevChain() {
    assertThat(NetworkRules.mainnet(NOW).duration(ProvingPeriod.LENGTH))
        .isEqualTo(Duration.ofHours(24));
    assertThat(NetworkRules.devnet(NOW).duration(ProvingPeriod.LENGTH))
        .isEqualTo(Duration.ofHours(3).plusMinutes(12));
  }

  @ParameterizedTest
  @CsvSource({
    "14, 540, BY_REWARD, 8, 3",
    "19, 540, BY_REWARD, 13, 3",
    "21, 1278, BY_REWARD, 13, 3",
    "25, 1278, BY_PLEDGE, 13, 3"
  })
  void rulesChangeWithTheVersion(
      int version, long days, TerminationFeeRule fee, int windowPost, int partitions) {
    NetworkRules rules = NetworkRules.mainnet(new NetworkVersion(version));

    assertThat(rules.longestSectorLife()).isEqualTo(new EpochSpan(days * 2880));
    assertThat(rules.terminationFee()).isEqualTo(fee);
    assertThat(rules.hasDailyFee()).isEqualTo(fee == TerminationFeeRule.BY_PLEDGE);
    assertThat(rules.windowPostProof(SectorSize.GIB_32)).isEqualTo(windowPost);
    assertThat(rules.partitionsPerMessage(SectorSize.GIB_32)).isEqualTo(partitions);
  }

  @Test
  void anEpochIsFinalAfterNineHundredMore() {
    NetworkRules rules = NetworkRules.calibration(NOW);

    assertThat(rules.isFinal(new Epoch(100), new Epoch(1000))).isFalse();
    assertThat(rules.isFinal(new Epoch(100), new Epoch(1001))).isTrue();
    assertThat(rules.ticketLifetime()).isEqualTo(new EpochSpan(3780));
    assertThat(rules.proveCommitWindow()).isEqualTo(new EpochSpan(30 * 2880 + 150));
    assertThat(rules.disputeWindow()).isEqualTo(new EpochSpan(1800));
  }

  @Test
  void onlyRegisteredSizesHaveWindowPost() {
    assertThat(NetworkRules.devnet(NOW).windowPostProof(SectorSize.KIB_2)).isEqualTo(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkRules.devnet(NOW).windowPostProof(SectorSize.KIB_4));
    assertThatIllegalArgumentException().isThrownBy(() -> new NetworkVersion(-1));
  }

  @Test
  void deadlinesAreAsLongAsTheirWindowSays() {
    for (NetworkRules rules : List.of(NetworkRules.mainnet(NOW), NetworkRules.devnet(NOW))) {
      assertThat(rules.provingPeriod()).isEqualTo(ProvingPeriod.LENGTH);
      assertThat(rules.challengeLookback()).isEqualTo(Deadline.CHALLENGE_LOOKBACK);
      assertThat(rules.faultCutoff()).isEqualTo(Deadline.FAULT_CUTOFF);
    }
    NetworkRules fast = NetworkRules.fast(NOW);
    assertThat(fast.duration(fast.provingPeriod())).isLessThan(Duration.ofMinutes(2));
    assertThat(fast.challengeLookback()).isGreaterThan(EpochSpan.ZERO);
    assertThat(fast.faultCutoff()).isGreaterThan(fast.challengeLookback());
  }

  @Test
  void epochsOfAnotherLengthHaveTheirBlocksMadeInTime() {
    NetworkRules rules =
        NetworkRules.devnet(NOW).with(Duration.ofMillis(400), Set.of(SectorSize.MIB_8));

    assertThat(rules.blockDelay()).isEqualTo(Duration.ofMillis(400));
    assertThat(rules.propagationDelay()).isLessThan(rules.blockDelay());
    assertThat(rules.sectorSizes()).containsExactly(SectorSize.MIB_8);
  }
}
