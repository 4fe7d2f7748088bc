package io.sealwright.engine.stage;

import static io.sealwright.engine.stage.StageWorld.RECORDED;
import static io.sealwright.engine.stage.StageWorld.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorProof;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, sorted by who must act. */
final class StageTroubleTest {
  @TempDir static Path parents;
  @TempDir Path folder;
  private StageWorld world;

  @BeforeEach
  void begin() throws Exception {
    world = new StageWorld(folder, parents);
  }

  private StageFailed failure() {
    return catchThrowableOfType(StageFailed.class, world::run);
  }

  private void expect(FailedStep step, Trouble.Kind kind, String words) throws IOException {
    Map<String, String> before = world.files();
    StageFailed failed = failure();
    assertThat(failed.trouble().kind()).as(failed.getMessage()).isEqualTo(kind);
    assertThat(failed.step()).contains(step);
    assertThat(failed.trouble().words()).contains(words);
    assertThat(world.files()).isEqualTo(before);
  }

  private static void damage(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void aLayerThatIsGoneIsLostInput() throws Exception {
    world.until(SectorState.PreCommit2.class);
    Scratch.discard(world.benched().cache().layer(2));
    expect(FailedStep.PRE_COMMIT_2, Trouble.Kind.INPUT_LOST, "sc-02-data-layer-2.dat");
  }

  @Test
  void aLayerThatIsShortOrOtherIsBadInput() throws Exception {
    world.until(SectorState.PreCommit2.class);
    damage(world.benched().cache().layer(1), 77);
    expect(FailedStep.PRE_COMMIT_2, Trouble.Kind.INPUT_BAD, "sc-02-data-layer-1.dat");
    Files.write(world.benched().cache().layer(1), new byte[100]);
    expect(FailedStep.PRE_COMMIT_2, Trouble.Kind.INPUT_BAD, "100 bytes instead of 2048");
  }

  @Test
  void p1MakesDamagedLayersAgain() throws Exception {
    world.until(SectorState.PreCommit2.class);
    CacheFolder cache = world.benched().cache();
    damage(cache.layer(2), 77);
    StageFailed failed = failure();
    world.happen(new SectorEvent.StepFailed(failed.step().orElseThrow(), failed.trouble()));
    world.happen(new SectorEvent.Retry(RestartPoint.PRE_COMMIT_1, Reason.LAYERS_LOST));
    world.until(SectorState.SubmitPreCommitBatch.class);
    assertThat(StageWorld.digest(cache.layer(2))).isEqualTo(recorded("sc-02-data-layer-2.dat"));
    assertThat(world.state.known().replica()).contains(StageWorld.COMM_R);
  }

  /** Nothing is lost because a disk is not mounted. */
  @Test
  void aPathThatIsNotThereIsTheHostsTrouble() throws Exception {
    world.until(SectorState.PreCommit2.class);
    Files.move(world.bench.folder(), folder.resolve("elsewhere"));
    Files.createDirectories(world.bench.folder());
    expect(FailedStep.PRE_COMMIT_2, Trouble.Kind.HOST, "is not mounted");
  }

  @Test
  void aDamagedTreeIsFoundByC1() throws Exception {
    world.until(SectorState.Commit1.class);
    Path tree = world.benched().cache().treeC(0, 1);
    for (int i = 0; i < 64; i++) {
      damage(tree, 32 * i);
    }
    expect(FailedStep.COMMIT_1, Trouble.Kind.INPUT_BAD, "column");
  }

  @Test
  void anotherReplicaIsNotOpened() throws Exception {
    world.until(SectorState.Commit1.class);
    damage(world.benched().cache().pAux(), 3);
    expect(FailedStep.COMMIT_1, Trouble.Kind.INPUT_BAD, "p_aux");
  }

  /** P2 left everything and was published, but the worker died: nobody knows how it was damaged. */
  @Test
  void p2IsMadeAnewOverWhatIsInPlace() throws Exception {
    world.until(SectorState.Commit1.class);
    damage(world.benched().cache().treeC(0, 1), 40);
    damage(world.benched().sealed(), 40);
    StageFailed failed = failure();
    world.happen(new SectorEvent.StepFailed(failed.step().orElseThrow(), failed.trouble()));
    world.happen(new SectorEvent.Retry(RestartPoint.PRE_COMMIT_2, Reason.REPLICA_LOST));
    world.until(SectorState.Proving.class);
    assertThat(world.files())
        .hasSize(4)
        .containsEntry("store/sealed/s-t01000-42", recorded("sc-02-data-layer-2.dat"));
  }

  private static void damageAll(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += 32) {
      bytes[at] ^= 1;
    }
    Path other = file.resolveSibling("damaged");
    Files.write(other, bytes); // Another file: a moved one may be a second name of its source.
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Its length is right, and p_aux: leaves that are opened against CommR tell. */
  @Test
  void aDamagedReplicaIsNeitherTrimmedNorMoved() throws Exception {
    world.until(SectorState.FinalizeSector.class);
    byte[] own = Files.readAllBytes(world.benched().sealed());
    damageAll(world.benched().sealed());
    expect(FailedStep.FINALIZE, Trouble.Kind.INPUT_BAD, "is not the replica");
    Files.write(world.benched().sealed(), own);
    world.until(SectorState.MoveStorage.class);
    damageAll(world.benched().sealed());
    expect(FailedStep.STORE, Trouble.Kind.INPUT_BAD, "is not the replica");
    assertThat(world.stored().sealed()).doesNotExist();
  }

  @Test
  void nothingIsTakenFromWhereASectorWasUntilItIsWholeWhereItIs() throws Exception {
    world.until(SectorState.MoveStorage.class);
    world.point =
        () -> {
          if (world.state instanceof SectorState.Proving) {
            try {
              damageAll(world.stored().sealed());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    world.run();
    assertThat(world.files())
        .containsEntry("bench/sealed/s-t01000-42", recorded("sc-02-data-layer-2.dat"));
  }

  @Test
  void damagedOpeningsAreNotProven() throws Exception {
    world.until(SectorState.Commit2.class);
    byte[] whole = world.openings.orElseThrow().toBytes();
    byte[] changed = whole.clone();
    changed[1000] ^= 1;
    world.openings = Optional.of(ByteString.of(changed));
    expect(FailedStep.COMMIT_2, Trouble.Kind.INPUT_BAD, "do not hash");
    world.openings = Optional.of(ByteString.of(Arrays.copyOf(whole, 1000)));
    expect(FailedStep.COMMIT_2, Trouble.Kind.INPUT_BAD, "not what C1 writes");
    world.openings = Optional.empty();
    expect(FailedStep.COMMIT_2, Trouble.Kind.INPUT_LOST, "not in the database");
  }

  @Test
  void withoutKeysAProofIsWithheldOnlyWhereThatIsAllowed() throws Exception {
    world.until(SectorState.Commit2.class);
    world.withheldAllowed = false;
    expect(FailedStep.COMMIT_2, Trouble.Kind.NO_PARAMETERS, "no parameters");
    world.withheldAllowed = true;
    world.run();
    SectorProof proof = world.state.known().find(Evidence.Proven.class).orElseThrow().proof();
    assertThat(proof).isInstanceOf(SectorProof.Withheld.class);
    assertThat(new String(proof.bytes().toBytes(), StandardCharsets.US_ASCII))
        .hasSize(192)
        .startsWith("sealwright proof withheldsealwright proof withheld");
    assertThat(world.state.known().isProofWithheld()).isTrue();
  }

  /** The reference's proofs, verified with its key. */
  private record RecordedKeys(String proof, Path key) implements Keys {
    @Override
    public boolean have(ParameterSet set) {
      return true;
    }

    @Override
    public VerifyingKey verifyingKey(ParameterSet set) throws IOException {
      return new ParameterFolder(key).key(set);
    }

    @Override
    public List<Proof> prove(SealOpenings openings, int threads, Progress progress)
        throws IOException {
      return Proof.readAll(Files.readAllBytes(RECORDED.resolve(proof)), 1).orElseThrow();
    }

    @Override
    public RandomGenerator random() {
      return new SplittableRandom(1);
    }
  }

  @Test
  void aProofIsVerifiedBeforeItIsPublished() throws Exception {
    world.until(SectorState.Commit2.class);
    world.keys = new RecordedKeys("porep-piece.bin", RECORDED);
    expect(FailedStep.COMMIT_2, Trouble.Kind.PROOF_INVALID, "does not verify");
    world.keys = new RecordedKeys("porep-zero.bin", RECORDED);
    world.run();
    assertThat(world.state.known().find(Evidence.Proven.class).orElseThrow().proof())
        .isEqualTo(
            new SectorProof.Real(
                ByteString.of(Files.readAllBytes(RECORDED.resolve("porep-zero.bin")))));
  }

  @Test
  void damagedKeysAreNotTakenForNone() throws Exception {
    world.until(SectorState.Commit2.class);
    ParameterSet set = new ParameterSet(ParameterSet.Kind.POREP, StageWorld.PLEDGED.proof().size());
    ParameterFolder keys = new ParameterFolder(folder);
    Files.writeString(keys.parameters(set), "cut");
    Files.writeString(keys.verifyingKey(set), "cut");
    world.keys = new KeyFolder(keys, Long.MAX_VALUE, Kernels.found(), new SplittableRandom(1));
    StageFailed failed = failure();
    assertThat(failed.trouble().kind()).isEqualTo(Trouble.Kind.NO_PARAMETERS);
    assertThat(failed.trouble().words()).contains(keys.parameters(set).toString());
  }

  /** A file in the making that is a link to the device which is always full. */
  @Test
  void aFullDiskIsTheHostsTrouble() throws Exception {
    world.until(SectorState.PreCommit1.class);
    Path cache =
        Files.createDirectories(world.bench.folder().resolve(attempt("PC1")).resolve("cache"));
    Files.createSymbolicLink(cache.resolve("sc-02-data-tree-d.dat.partial"), Path.of("/dev/full"));
    StageFailed failed = failure();
    assertThat(failed.trouble().kind()).as(failed.getMessage()).isEqualTo(Trouble.Kind.HOST);
    assertThat(failed.trouble().words()).contains("sc-02-data-tree-d.dat", "No space left");
    assertThat(world.files()).isEmpty();
    world.until(SectorState.PreCommit2.class);
  }

  private String attempt(String work) {
    return "sealwright-work/s-t01000-42/" + work + "-" + (world.token + 1);
  }

  /** Lost, and known on the chain by a CommR that sealing it again does not give. */
  private void loseWithAnotherCommR() throws Exception {
    world.until(SectorState.Proving.class);
    Evidence.Live live = ((SectorState.Proving) world.state).known();
    Evidence.Replicated own = live.find(Evidence.Replicated.class).orElseThrow();
    Evidence.Replicated other =
        new Evidence.Replicated(own.labelled(), new CommR(Bytes32.repeat(9)));
    world.state =
        new SectorState.FaultReported(
            new Evidence.Live(
                new Evidence.Activated(
                    other, Optional.empty(), live.activated().epoch(), live.activated().expires()),
                live.files()),
            Optional.empty());
  }

  @Test
  void aRecoveryThatComesToAnotherReplicaIsRefused() throws Exception {
    loseWithAnotherCommR();
    Map<String, String> before = world.files();
    StageFailed failed = failure();
    assertThat(failed.step()).isEmpty();
    assertThat(failed.trouble().kind()).isEqualTo(Trouble.Kind.INPUT_BAD);
    assertThat(failed.trouble().words()).contains(StageWorld.COMM_R.value().hex());
    world.sweep();
    assertThat(world.files()).isEqualTo(before);
  }

  /** An attempt before came to another second layer, as only a host that errs does. */
  @Test
  void aRecoveryThatComesToOtherLayersThanBeforeIsTheHostsTrouble() throws Exception {
    loseWithAnotherCommR();
    assertThat(failure().trouble().kind()).isEqualTo(Trouble.Kind.INPUT_BAD);
    Path record =
        world
            .bench
            .folder()
            .resolve("sealwright-work/s-t01000-42/RECOVER-" + world.token)
            .resolve("temp/s-t01000-42/attempt.txt");
    List<String> lines = new ArrayList<>(Files.readAllLines(record));
    lines.set(2, Bytes32.repeat(9).hex());
    Files.write(record, lines);
    StageFailed failed = failure();
    assertThat(failed.step()).isEmpty();
    assertThat(failed.trouble().kind()).as(failed.getMessage()).isEqualTo(Trouble.Kind.HOST);
    assertThat(failed.trouble().words()).contains("layer 2 differs", "this host is bad");
  }

  @Test
  void nothingIsDoneForWhoeverHasNotTheTask() throws Exception {
    world.until(SectorState.PreCommit1.class);
    StageOrder order = world.order();
    assertThatThrownBy(() ->
            world.stages().run(order, world.paths, world.fence(world.token - 1), new StopSignal()))
        .isInstanceOf(FenceLost.class);
    assertThat(world.files()).isEmpty();
  }
}
