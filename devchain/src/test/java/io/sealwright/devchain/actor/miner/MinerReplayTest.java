package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.BuiltinActors;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.vm.Machine;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real miner's life, carried out again from each state to the next. */
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
      Machine machine =
          new Machine(
              chain,
              BuiltinActors.with(new MinerActor(new Trusting())),
              NetworkRules.devnet(new NetworkVersion(28)));
      List<String> differences = new ArrayList<>();
      for (RecordedChain.Step step : chain.steps()) {
        StateMachine.Outcome outcome = machine.apply(step.before(), step.work(), chain);
        Actor expected = miner(chain, step.after());
        Actor actual = miner(chain, outcome.state());
        System.out.println(step.work().epoch()+" "+step.work().skipped()+" "+step.work().blocks().stream().flatMap(b->java.util.stream.Stream.concat(b.bls().stream(), b.secp().stream().map(x->x.message()))).map(m->m.to()+":"+m.method()).toList()+ outcome.receipts().stream().map(r->r.exitCode()).toList());
        if (!actual.head().equals(expected.head())
            || !actual.balance().equals(expected.balance())) {
          differences.add(
              step.work().epoch()
                  + ": "
                  + chain.read(actual.head(), MinerCbor.STATE)
                  + "\ninstead of "
                  + chain.read(expected.head(), MinerCbor.STATE)+ actual.balance()+" "+expected.balance()+ outcome.applied().stream().map(x->x.reason()).toList());
        }
      }
      assertThat(differences).isEmpty();
    }
  }

  private static Actor miner(RecordedChain chain, Cid state) throws IOException {
    return StateTree.of(chain, state).require(MINER);
  }
}
