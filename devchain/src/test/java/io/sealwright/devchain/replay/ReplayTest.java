package io.sealwright.devchain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.BuiltinActors;
import io.sealwright.devchain.actor.miner.MinerActor;
import io.sealwright.devchain.actor.miner.ProofChecker;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Applied;
import io.sealwright.devchain.vm.GasCost;
import io.sealwright.devchain.vm.Machine;
import io.sealwright.devchain.vm.Randomness;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chain of a real network, carried out anew: each tipset is applied to the state below it, and
 * the root of all state must be the one the real nodes agreed on.
 *
 * <p>Two things come from outside. How much gas a message used cannot be counted here; what it
 * burnt is in the state, and the gas is reckoned back from that. And proofs are taken as valid,
 * since the network has accepted them.
 */
final class ReplayTest {
  private static final NetworkRules RULES = NetworkRules.devnet(new NetworkVersion(28));

  @TempDir static Path folder;

  @Test
  void everyStateIsTheOneTheNetworkCameTo() throws IOException {
    try (RecordedChain chain = RecordedChain.open(folder.resolve("chain"))) {
      List<RecordedChain.Step> steps = chain.steps();
      Randomness randomness = new RecordedRandomness(chain.tipsets());
      List<MethodNumber> methods = new ArrayList<>();
      for (RecordedChain.Step step : steps) {
        Blocks blocks = chain.blocks();
        StateMachine.Outcome outcome = apply(blocks, step, randomness);
        outcome.applied().stream()
            .filter(applied -> !applied.implicit())
            .map(Applied::message)
            .forEach(message -> methods.add(message.method()));

        assertThat(outcome.state()).as("%s", step).isEqualTo(step.after());
        assertThat(StateTree.of(blocks, outcome.state()).require(Singletons.REWARD)).isNotNull();
      }
      assertThat(steps).hasSize(146);
      assertThat(methods)
          .as("peer id, pre-commit, prove-commit")
          .extracting(MethodNumber::number)
          .containsExactly(4L, 28L, 34L);
    }
  }

  /** Without that gas the rest must still agree: only who paid and who got what may differ. */
  @Test
  void countedHereMessagesCostOtherGasAndDoTheSame() throws IOException {
    try (RecordedChain chain = RecordedChain.open(folder.resolve("metered"))) {
      for (RecordedChain.Step step : chain.steps()) {
        if (step.work().blocks().getFirst().bls().isEmpty()) {
          continue;
        }
        Blocks blocks = chain.blocks();
        Machine machine = new Machine(blocks, BuiltinActors.with(miner()), RULES);
        Message sent = step.work().blocks().getFirst().bls().getFirst();

        StateMachine.Trial trial =
            machine.attempt(
                step.before(),
                step.tipset().height(),
                List.of(withoutLimit(sent)),
                new RecordedRandomness(chain.tipsets()));

        assertThat(trial.reason()).isEmpty();
        assertThat(trial.receipt().gasUsed()).isBetween(4_000_000L, 140_000_000L);
      }
    }
  }

  private static StateMachine.Outcome apply(
      Blocks blocks, RecordedChain.Step step, Randomness randomness) throws IOException {
    Map<Cid, Long> gas = new HashMap<>();
    for (Message message : step.work().blocks().getFirst().bls()) {
      gas.put(message.cid(), gasUsed(blocks, step, message));
    }
    Machine machine =
        new Machine(
            blocks,
            BuiltinActors.with(miner()),
            RULES,
            message -> OptionalLong.of(gas.get(message.cid())));
    return machine.apply(step.before(), step.work(), randomness);
  }

  /** The gas that burns as much as was burnt. Several amounts may; they cost the same. */
  private static long gasUsed(Blocks blocks, RecordedChain.Step step, Message message)
      throws IOException {
    TokenAmount burnt = burnt(blocks, step.after()).minus(burnt(blocks, step.before()));
    TokenAmount baseFee = step.work().baseFee();
    long units = burnt.atto().divide(baseFee.atto()).longValueExact();
    long limit = message.gasLimit();
    long found =
        LongStream.iterate(limit, used -> used > 0, used -> used - 1)
            .filter(used -> used + overrun(used, limit) == units)
            .findFirst()
            .orElseThrow();
    GasCost cost = GasCost.of(message, found, baseFee);
    assertThat(cost.baseFeeBurn().plus(cost.overestimationBurn())).isEqualTo(burnt);
    return found;
  }

  private static long overrun(long used, long limit) {
    long over = Math.min(used, Math.max(0, limit - 11 * used / 10));
    return (limit - used) * over / used;
  }

  private static TokenAmount burnt(Blocks blocks, Cid state) throws IOException {
    return StateTree.of(blocks, state).require(Singletons.BURNT_FUNDS).balance();
  }

  private static Message withoutLimit(Message message) {
    return new Message(
        message.to(),
        message.from(),
        message.nonce(),
        message.value(),
        0,
        message.gasFeeCap(),
        message.gasPremium(),
        message.method(),
        message.params());
  }

  private static MinerActor miner() {
    return new MinerActor(
        new ProofChecker() {
          @Override
          public boolean isSealProven(SealStatement statement, ByteString proof) {
            return true;
          }

          @Override
          public boolean isWindowProven(WindowStatement statement, PostProof proof) {
            return true;
          }

          @Override
          public boolean isDisputable() {
            return true;
          }
        });
  }
}
