package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.miner.Stage.Refused;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.BatchReturn;
import io.sealwright.protocol.actor.method.CompactSectorNumbers;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.PreCommitSectors;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a promise to a sector. */
final class OnboardingTest {
  private Stage stage = Stage.devnet();
  private Operator operator = new Operator(stage);

  OnboardingTest() throws IOException {}

  @BeforeEach
  void begin() throws IOException {
    stage.jump(new Epoch(5000));
  }

  @Test
  void aPromiseTakesADepositAndTheNumber() throws IOException {
    promise(operator.promises(7, 3));

    Ledger ledger = stage.ledger();
    ledger.check(stage.claim());
    assertThat(ledger.preCommits()).containsOnlyKeys(3L, 7L);
    assertThat(ledger.state().preCommitDeposits().sign()).isPositive();
    Refused again = refuse(operator.promises(7));
    assertThat(again.code()).isEqualTo(16);
    assertThat(again.reason()).contains("already allocated");
  }

  @Test
  void promisesThatCannotBeKeptAreRefused() throws IOException {
    SectorPreCommit good = operator.promise(1);
    Epoch now = stage.next();

    refusedFor("duplicate sector number", good, good);
    refusedFor("unsupported seal proof type 0", with(good, 0, good.randomness(), good.expiration()));
    refusedFor("must be before now", with(good, 5, now.plus(new EpochSpan(9)), good.expiration()));
    refusedFor(
        "too old",
        with(good, 5, now.minus(new EpochSpan(2880 + 900 + 20)), good.expiration()));
    refusedFor(
        "must exceed", with(good, 5, good.randomness(), now.plus(new EpochSpan(180 * 2880))));
    refusedFor(
        "cannot be more than",
        with(good, 5, good.randomness(), now.plus(new EpochSpan(1279 * 2880))));
    assertThat(refuse(new PreCommitSectors(List.of())).reason()).contains("batch empty");
  }

  private static SectorPreCommit with(
      SectorPreCommit base, long sealProof, Epoch randomness, Epoch expiration) {
    return new SectorPreCommit(
        sealProof, base.number(), base.sealed(), randomness, List.of(), expiration, base.data());
  }

  private void refusedFor(String reason, SectorPreCommit... sectors) throws IOException {
    Refused refused = refuse(new PreCommitSectors(List.of(sectors)));
    assertThat(refused.code()).isEqualTo(16);
    assertThat(refused.reason()).contains(reason);
  }

  @Test
  void strangersMayNotPromise() throws IOException {
    Refused refused =
        stage.refuses(
            Stage.STRANGER,
            Operator.PRE_COMMIT,
            MethodCbor.PRE_COMMIT_SECTORS,
            operator.promises(1));

    assertThat(refused.code()).isEqualTo(18);
  }

  @Test
  void numbersMaskedAreUsed() throws IOException {
    stage.does(
        Stage.OWNER,
        20,
        MethodCbor.COMPACT_SECTOR_NUMBERS,
        new CompactSectorNumbers(Bitfield.ofRange(0, 100)));

    assertThat(refuse(operator.promises(99)).reason()).contains("already allocated");
    promise(operator.promises(100));
  }

  @Test
  void aProofTurnsTheDepositIntoAPledge() throws IOException {
    operator.seal(4, 5);

    Ledger ledger = stage.ledger();
    ledger.check(stage.claim());
    assertThat(ledger.preCommits()).isEmpty();
    assertThat(ledger.state().preCommitDeposits()).isEqualTo(TokenAmount.ZERO);
    assertThat(ledger.sectors()).containsOnlyKeys(4L, 5L);
    // The cap of the pledge: 1 FIL for 32 GiB, rounded down for a byte.
    assertThat(ledger.sectors().get(4L).initialPledge())
        .isEqualTo(TokenAmount.ofAtto(59_604_643_840L));
    assertThat(ledger.sectors().get(4L).activation()).isEqualTo(stage.now());
    assertThat(ledger.partitionOf(4).unproven()).isEqualTo(Bitfield.of(4, 5));
  }

  @Test
  void aProofMayNotComeBeforeItsRandomness() throws IOException {
    promise(operator.promises(4));

    Refused refused = refuseProof(WithheldProofs.bytes(192));

    assertThat(refused.code()).isEqualTo(18);
    assertThat(refused.reason()).contains("too early to prove sector");
  }

  @Test
  void onlyTheWithheldBytesAreAProof() throws IOException {
    operator.preCommit(4);
    byte[] right = WithheldProofs.bytes(192).toBytes();
    List<ByteString> wrong = new ArrayList<>();
    for (int i = 0; i < right.length; i++) {
      byte[] changed = right.clone();
      changed[i] ^= (byte) (1 << i % 8);
      wrong.add(ByteString.of(changed));
    }
    wrong.add(WithheldProofs.bytes(191));
    wrong.add(WithheldProofs.bytes(193));
    wrong.add(WithheldProofs.bytes(25));
    wrong.add(ByteString.of(new byte[192]));
    wrong.add(ByteString.EMPTY);

    for (ByteString proof : wrong) {
      assertThat(refuseProof(proof).code()).as(proof.hex()).isEqualTo(16);
    }
    prove(WithheldProofs.bytes(192), 4);
  }

  @Test
  void oneBadProofDoesNotHoldUpTheOthers() throws IOException {
    operator.preCommit(4, 5, 6);
    var params = Operator.proofs(WithheldProofs.bytes(192), 4, 5, 6);
    List<ByteString> proofs =
        List.of(params.proofs().get(0), ByteString.of(new byte[192]), params.proofs().get(2));

    ByteString result =
        stage.does(
            Stage.WORKER,
            Operator.PROVE_COMMIT,
            MethodCbor.PROVE_COMMIT_SECTORS,
            new ProveCommitSectors(
                params.activations(), proofs, ByteString.EMPTY, Optional.empty(), false, false));

    BatchReturn batch = ActorCallsCbor.BATCH_RETURN.decode(result.toBytes());
    assertThat(batch.successes()).isEqualTo(2);
    assertThat(batch.failures())
        .containsExactly(
            new BatchReturn.Failure(1, new ExitCode(16)));
    assertThat(stage.ledger().sectors()).containsOnlyKeys(4L, 6L);
    assertThat(stage.ledger().preCommits()).containsOnlyKeys(5L);
    stage.ledger().check(stage.claim());
  }

  @Test
  void dataMustBeWhatWasPromised() throws IOException {
    SectorPreCommit empty = operator.promise(4);
    CommD other = new CommD(Bytes32.of(new byte[32]));
    promise(
        new PreCommitSectors(
            List.of(
                new SectorPreCommit(
                    empty.sealProof(),
                    empty.number(),
                    empty.sealed(),
                    empty.randomness(),
                    List.of(),
                    empty.expiration(),
                    Optional.of(other)))));
    stage.walk(stage.now().plus(stage.rules.preCommitChallengeDelay()));

    assertThat(refuseProof(WithheldProofs.bytes(192)).reason())
        .contains("unsealed CID does not match pieces");
  }

  @Test
  void aPromiseNotKeptInTimeLosesItsDeposit() throws IOException {
    promise(operator.promises(4));
    Ledger before = stage.ledger();
    TokenAmount burnt = stage.balance(99);
    Epoch promised = stage.now();
    Epoch last = promised.plus(stage.rules.proveCommitWindow());

    stage.jump(last.plus(new EpochSpan(900)));
    assertThat(stage.ledger().preCommits()).containsOnlyKeys(4L);
    assertThat(refuseProof(WithheldProofs.bytes(192)).reason())
        .contains("no valid precommits specified");
    stage.jump(last.plus(new EpochSpan(960 + 120)));

    Ledger after = stage.ledger();
    after.check(stage.claim());
    assertThat(after.preCommits()).isEmpty();
    assertThat(after.state().preCommitDeposits()).isEqualTo(TokenAmount.ZERO);
    assertThat(stage.balance(99).minus(burnt))
        .isEqualTo(before.state().preCommitDeposits());
    assertThat(refuse(operator.promises(4)).reason()).contains("already allocated");
  }

  private void promise(PreCommitSectors params) throws IOException {
    stage.does(Stage.WORKER, Operator.PRE_COMMIT, MethodCbor.PRE_COMMIT_SECTORS, params);
  }

  private Refused refuse(PreCommitSectors params) throws IOException {
    return stage.refuses(
        Stage.WORKER, Operator.PRE_COMMIT, MethodCbor.PRE_COMMIT_SECTORS, params);
  }

  private void prove(ByteString proof, long... numbers) throws IOException {
    stage.does(
        Stage.WORKER,
        Operator.PROVE_COMMIT,
        MethodCbor.PROVE_COMMIT_SECTORS,
        Operator.proofs(proof, numbers));
  }

  private Refused refuseProof(ByteString proof) throws IOException {
    return stage.refuses(
        Stage.WORKER,
        Operator.PROVE_COMMIT,
        MethodCbor.PROVE_COMMIT_SECTORS,
        Operator.proofs(proof, 4));
  }
}
