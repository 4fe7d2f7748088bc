package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.miner.Stage.Refused;
import io.sealwright.devchain.actor.miner.funds.Fees;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.groth16.Secrets;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Phase1;
import io.sealwright.proofs.porep.Phase2;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.proofs.post.KeptSector;
import io.sealwright.proofs.post.PostChallenges;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.ParameterSet.Kind;
import io.sealwright.proofs.snark.PostRandomness;
import io.sealwright.proofs.window.PostOrder;
import io.sealwright.proofs.window.SpacetimeProver;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.actor.method.DisputeWindowedPost;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Window proofs that are taken on trust, and verified when somebody disputes them. */
final class DisputeTest {
  private static final long DISPUTE = 24;
  private static final ParameterSet WINDOW = new ParameterSet(Kind.WINDOW, SectorSize.KIB_2);
  private static final ByteString NONSENSE = ByteString.of(new byte[192]);

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Trusting proofs;

  private static final Map<Long, KeptSector> SEALED = new TreeMap<>();

  private Stage stage = Stage.fast(proofs);
  private Operator operator = new Operator(stage);

  DisputeTest() throws IOException {}

  /** Seal proofs are withheld, whose keys take long to make; window proofs are real. */
  private record Trusting(WithheldProofs seals, VerifiedProofs windows) implements ProofChecker {
    @Override
    public boolean isSealProven(SealStatement statement, ByteString proof) {
      return seals.isSealProven(statement, proof);
    }

    @Override
    public boolean isWindowProven(WindowStatement statement, PostProof proof) {
      return windows.isWindowProven(statement, proof);
    }

    @Override
    public boolean isDisputable() {
      return windows.isDisputable();
    }
  }

  @BeforeAll
  static void sealSectors() throws Exception {
    ParameterFolder keys = new ParameterFolder(folder.resolve("keys"));
    keys.generate(WINDOW, Secrets.draw(new Random(1)), 2, Progress.silent());
    proofs =
        new Trusting(
            new WithheldProofs(),
            new VerifiedProofs(
                SectorSize.KIB_2, keys.key(WINDOW), keys.key(WINDOW), new Random(2)));
    for (long number = 1; number <= 3; number++) {
      SEALED.put(number, sealed(number));
    }
  }

  private static KeptSector sealed(long number) throws Exception {
    SealOrder order =
        new SealOrder(
            new SealProof(SealFamily.V1_1, SectorSize.KIB_2),
            new SectorId(new MinerId(Stage.MINER), new SectorNumber(number)),
            new Ticket(Bytes32.repeat(1)));
    Means means = new Means(2, folder.resolve("parents"), Progress.silent());
    Path place = folder.resolve("sector-" + number);
    CacheFolder cache = new CacheFolder(Files.createDirectories(place.resolve("cache")));
    SectorData zeros = new SectorData.Zeros();
    CommR commR =
        new Phase2(means)
            .run(new Phase1(means).run(order, zeros, cache), zeros, place.resolve("sealed"))
            .commR();
    return new KeptSector(
        order.sector().number(), SectorSize.KIB_2, commR, cache, place.resolve("sealed"));
  }

  @BeforeEach
  void begin() throws IOException {
    stage.jump(new Epoch(1000));
    Map<Long, CommR> sectors = new TreeMap<>();
    SEALED.forEach((number, sector) -> sectors.put(number, sector.commR()));
    operator.seal(sectors);
  }

  @Test
  void anInvalidProofCostsTheMinerAndRewardsWhoeverDisputesIt() throws IOException {
    operator.waitForDeadlineOf(1);
    submit(NONSENSE);
    Window window = operator.window(stage.now());
    stage.walk(window.last());
    assertThat(stage.ledger().partitionOf(1).active()).isEqualTo(Bitfield.of(1, 2));
    TokenAmount stranger = stage.balance(Stage.STRANGER);
    TokenAmount burnt = stage.balance(99);
    var power = stage.claim().rawPower();

    stage.does(
        Stage.STRANGER, DISPUTE, MethodCbor.DISPUTE_WINDOWED_POST, dispute(window.index(), 0));

    assertThat(stage.ledger().partitionOf(1).faults()).isEqualTo(Bitfield.of(1, 2));
    assertThat(power.subtract(stage.claim().rawPower()).longValueExact()).isEqualTo(2 * 2048);
    assertThat(stage.balance(Stage.STRANGER).minus(stranger)).isEqualTo(Fees.DISPUTE_REWARD);
    assertThat(stage.balance(99)).isGreaterThan(burnt);
    assertThat(stage.ledger().state().feeDebt()).isEqualTo(TokenAmount.ZERO);
    stage.ledger().check(stage.claim());
    refused(window.index(), 0, 16, "proof 0 not found");
  }

  @Test
  void aValidProofIsNotDisputed() throws Exception {
    operator.waitForDeadlineOf(1);
    submit(proof(1, 2));
    Window window = operator.window(stage.now());
    stage.walk(window.last());

    refused(window.index(), 0, 16, "failed to dispute valid post");
    refused(window.index(), 1, 16, "proof 1 not found");
    assertThat(stage.ledger().partitionOf(1).active()).isEqualTo(Bitfield.of(1, 2));
    stage.ledger().check(stage.claim());
  }

  @Test
  void onlyTheLastProofMayBeDisputedAndNotForEver() throws IOException {
    operator.waitForDeadlineOf(1);
    submit(NONSENSE);
    Window window = operator.window(stage.now());
    refused(window.index(), 0, 18, "can only dispute window posts during the dispute window");
    stage.walk(window.last().plus(window.pace().disputes()).plus(new EpochSpan(1)));
    refused(window.index(), 0, 18, "can only dispute window posts during the dispute window");
  }

  @Test
  void aProofThatRecoversSectorsIsVerifiedWhenItComes() throws Exception {
    operator.waitForDeadlineOf(1);
    stage.walk(operator.window(stage.next()).last());
    assertThat(stage.ledger().partitionOf(1).faults()).isEqualTo(Bitfield.of(1, 2));
    stage.does(
        Stage.WORKER, Operator.RECOVERIES, MethodCbor.SECTOR_SELECTIONS, operator.selection(1, 2));
    int deadline = (int) stage.ledger().place(1).deadline();
    while (operator.window(stage.next()).index() != deadline) {
      stage.step();
    }

    Refused refused =
        stage.refuses(
            Stage.WORKER,
            Operator.SUBMIT,
            MethodCbor.SUBMIT_WINDOWED_POST,
            operator.post(NONSENSE, Bitfield.EMPTY, 0));
    assertThat(refused.reason()).contains("invalid post was submitted");
    submit(proof(1, 2));

    assertThat(stage.ledger().partitionOf(1).active()).isEqualTo(Bitfield.of(1, 2));
    stage.ledger().check(stage.claim());
  }

  private void submit(ByteString proof) throws IOException {
    stage.does(
        Stage.WORKER,
        Operator.SUBMIT,
        MethodCbor.SUBMIT_WINDOWED_POST,
        operator.post(proof, Bitfield.EMPTY, 0));
  }

  private void refused(long deadline, long index, long code, String reason) throws IOException {
    Refused refused =
        stage.refuses(
            Stage.STRANGER, DISPUTE, MethodCbor.DISPUTE_WINDOWED_POST, dispute(deadline, index));
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.reason()).contains(reason);
  }

  private static DisputeWindowedPost dispute(long deadline, long index) {
    return new DisputeWindowedPost(deadline, index);
  }

  /** A proof of a partition's sectors for the window that is open in the next epoch. */
  private ByteString proof(long... numbers) throws Exception {
    ByteString entropy = ByteString.of(AddressCbor.ADDRESS.encode(Address.id(Stage.MINER)));
    Bytes32 randomness =
        PostRandomness.masked(
            new Stage.Dice().fromBeacon(4, operator.window(stage.next()).challenge(), entropy));
    List<SectorPost> posts = new ArrayList<>();
    for (long number : numbers) {
      KeptSector sector = Objects.requireNonNull(SEALED.get(number));
      posts.add(
          sector.open(
              PostChallenges.leaves(
                  PostKind.WINDOW_V1_1,
                  SectorSize.KIB_2,
                  randomness,
                  sector.sector(),
                  posts.size())));
    }
    Random random = new Random(3);
    try (Arena arena = Arena.ofShared()) {
      return new SpacetimeProver(
              new ParameterFolder(folder.resolve("keys")).map(WINDOW, arena),
              2,
              () -> Blinding.draw(random),
              random)
          .prove(new PostOrder(PostKind.WINDOW_V1_1, SectorSize.KIB_2, randomness), posts)
          .orElseThrow();
    }
  }
}
