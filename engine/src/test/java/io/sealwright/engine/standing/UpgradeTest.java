package io.sealwright.engine.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miner that was started before the last upgrade of its network. */
final class UpgradeTest {
  private static final NetworkRules BEFORE = DevMiner.RULES.at(new NetworkVersion(24));
  private static final MinerChain.Question NOTHING =
      new MinerChain.Question(Set.of(), DevMiner.PROOF, List.of(), Map.of());

  @TempDir private Path folder;

  @Test
  void factsHaveTheRulesOfTheirHeadAndWithoutAnAnswerThoseKnownLast() throws Exception {
    try (DevMiner miner = DevMiner.in(folder)) {
      miner.advance(1);
      MinerChain chain =
          new MinerChain(miner.node(), DevMiner.MINER, BEFORE, SenderSettings.DEFAULTS);
      miner.fail("StateNetworkVersion");
      assertThat(chain.facts(NOTHING).rules()).isEqualTo(BEFORE);
      miner.heal();
      assertThat(chain.facts(NOTHING).rules()).isEqualTo(DevMiner.RULES);
      miner.fail("StateNetworkVersion");
      assertThat(chain.facts(NOTHING).rules()).isEqualTo(DevMiner.RULES);
    }
  }
}
