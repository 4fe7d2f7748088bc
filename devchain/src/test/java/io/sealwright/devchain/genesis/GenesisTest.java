package io.sealwright.devchain.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.MemoryBlocks;
import io.sealwright.devchain.vm.Machine;
import io.sealwright.devchain.vm.TipsetWork;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.RewardState;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GenesisTest {
  private static final NetworkVersion NOW = new NetworkVersion(28);
  private static final TokenAmount ALL = TokenAmount.of(2_000_000_000, FilUnit.FIL);

  private final MemoryBlocks blocks = new MemoryBlocks();

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(NetworkRules.devnet(NOW), SectorSize.KIB_2),
        Arguments.of(NetworkRules.fast(NOW), SectorSize.KIB_2),
        Arguments.of(NetworkRules.calibration(NOW), SectorSize.GIB_32),
        Arguments.of(NetworkRules.mainnet(NOW), SectorSize.GIB_64));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aChainBeginsWithItsMinersPowerAndAllMoney(NetworkRules rules, SectorSize size)
      throws IOException {
    Cid root = Genesis.make(blocks, Chains.codes(), Chains.spec(rules, size, 3));

    StateTree tree = StateTree.of(blocks, root);
    PowerState power = tree.read(Singletons.POWER, ActorCbor.POWER);
    BigInteger all = rules.minimumPower().multiply(BigInteger.valueOf(3));
    assertThat(Chains.money(tree, 2000)).isEqualTo(ALL);
    assertThat(Chains.balance(tree, 100)).isEqualTo(Chains.MILLION.minus(Chains.FUNDS.times(3)));
    assertThat(power.miners()).isEqualTo(3);
    assertThat(power.minersAboveMinimum()).isEqualTo(3);
    assertThat(power.rawPower()).isEqualTo(all);
    assertThat(power.epochRawPower()).isEqualTo(all);
    assertThat(power.epochQualityPower()).isEqualTo(all);
    for (long number = 1000; number < 1003; number++) {
      MinerIdentity miner =
          blocks.read(tree.read(number, MinerCbor.STATE).info(), MinerCbor.IDENTITY);
      assertThat(miner.owner()).isEqualTo(Address.id(100));
      assertThat(miner.sectorSize()).isEqualTo(size.bytes());
    }
    assertThat(tree.nextActor()).isEqualTo(1003);
    assertThat(tree.resolve(Chains.RICH)).hasValue(100);
  }

  @Test
  void theSameSpecificationGivesTheSameChain() throws IOException {
    GenesisSpec spec = Chains.spec(Chains.RULES, SectorSize.KIB_2, 2);

    assertThat(Genesis.make(blocks, Chains.codes(), spec))
        .isEqualTo(Genesis.make(new MemoryBlocks(), Chains.codes(), spec));
  }

  /** With and without gaps, the reward actor keeps up, blocks are paid and no money is lost. */
  @ParameterizedTest
  @MethodSource("networks")
  void epochsPassWithoutMessages(NetworkRules rules, SectorSize size) throws IOException {
    Cid state = Genesis.make(blocks, Chains.codes(), Chains.spec(rules, size, 1));
    Machine machine = new Machine(blocks, Chains.codes(), rules);
    long parent = 0;
    for (long epoch : new long[] {1, 2, 3, 5, 9, 10, 60, 61}) {
      List<Epoch> skipped =
          Stream.iterate(parent + 1, e -> e < epoch, e -> e + 1).map(Epoch::new).toList();
      TipsetWork work =
          new TipsetWork(
              new Epoch(epoch),
              skipped,
              TokenAmount.ofAtto(100),
              List.of(new TipsetWork.Block(1000, 2, List.of(), List.of())));
      state = machine.apply(state, work, Chains.randomness()).state();
      parent = epoch;
    }

    StateTree tree = StateTree.of(blocks, state);
    RewardState reward = tree.read(Singletons.REWARD, ActorCbor.REWARD);
    assertThat(reward.epoch()).isEqualTo(new Epoch(62));
    assertThat(reward.paid().sign()).isPositive();
    assertThat(Chains.balance(tree, 1000)).isEqualTo(reward.paid().plus(Chains.FUNDS));
    assertThat(tree.read(Singletons.MARKET, ActorCbor.MARKET).lastCron()).isEqualTo(new Epoch(61));
    assertThat(tree.read(Singletons.POWER, ActorCbor.POWER).firstCronEpoch())
        .isEqualTo(new Epoch(62));
    assertThat(Chains.money(tree, 2000)).isEqualTo(ALL);
  }

  @Test
  void moreThanThereIsCannotBeGivenAway() {
    GenesisSpec spec =
        new GenesisSpec(
            "greedy",
            Chains.RULES,
            SectorSize.KIB_2,
            List.of(new GenesisSpec.Account(Chains.RICH, ALL)),
            List.of());

    assertThatThrownBy(() -> Genesis.make(blocks, Chains.codes(), spec))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSizeTheNetworkDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> Chains.spec(NetworkRules.mainnet(NOW), SectorSize.KIB_2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
