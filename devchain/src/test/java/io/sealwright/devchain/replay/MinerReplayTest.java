package io.sealwright.devchain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.BuiltinActors;
import io.sealwright.devchain.actor.miner.MinerActor;
import io.sealwright.devchain.actor.miner.ProofChecker;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Machine;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real miner's first 150 epochs, carried out again from each state to the next: rewards, ends of
 * deadlines, a new peer id, a pre-commit and its proof.
 */
final class MinerReplayTest {
  private static final long MINER = 1000;

  @TempDir static Path folder;

  /** The recording's proofs are real and were verified when they were made. */
  private record Trusting() implements ProofChecker {
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
  }

  @Test
  void eachTipsetLeavesTheMinerThatTheNetworkRecorded() throws IOException {
    try (RecordedChain chain = RecordedChain.open(folder.resolve("chain.car"))) {
      Blocks blocks = chain.blocks();
      RecordedRandomness randomness = new RecordedRandomness(chain.tipsets());
      Machine machine =
          new Machine(
              blocks,
              BuiltinActors.with(new MinerActor(new Trusting())),
              NetworkRules.devnet(new NetworkVersion(28)));
      List<String> differences = new ArrayList<>();
      int messages = 0;
      for (RecordedChain.Step step : chain.steps()) {
        StateMachine.Outcome outcome = machine.apply(step.before(), step.work(), randomness);
        messages += outcome.receipts().size();
        Actor expected = StateTree.of(blocks, step.after()).require(MINER);
        Actor actual = StateTree.of(blocks, outcome.state()).require(MINER);
        if (!actual.equals(expected)) {
          differences.add(
              "%s: %s %s instead of %s %s"
                  .formatted(
                      step,
                      actual,
                      blocks.read(actual.head(), MinerCbor.STATE),
                      expected,
                      blocks.read(expected.head(), MinerCbor.STATE)));
        }
      }
      assertThat(differences).isEmpty();
      assertThat(messages).as("messages in the recording").isEqualTo(3);
    }
  }
}
