package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.BatchReturn;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.PreCommitSectors;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From a promise to a sector. */
final class OnboardingTest {
  @Test
  void aPromiseTakesADepositAndTheNumber() throws IOException {
    Stage stage = Stage.devnet();
    Operator operator = new Operator(stage);
    stage.step();
    stage.does(
        Stage.WORKER,
        Operator.PRE_COMMIT,
        MethodCbor.PRE_COMMIT_SECTORS,
        operator.promises(7, 3));

    Ledger ledger = stage.ledger();
    ledger.check(stage.claim());
    assertThat(ledger.preCommits()).containsOnlyKeys(3L, 7L);
    assertThat(ledger.state().preCommitDeposits().sign()).isPositive();
    assertThat(
            stage.refuses(
                Stage.WORKER,
                Operator.PRE_COMMIT,
                MethodCbor.PRE_COMMIT_SECTORS,
                operator.promises(7)))
        .isEqualTo(16L);
  }
}
