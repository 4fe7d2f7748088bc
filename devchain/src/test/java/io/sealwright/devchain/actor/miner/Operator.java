package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.Pace;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.PreCommitSectors;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.actor.method.SectorSelections;
import io.sealwright.protocol.actor.method.SubmitWindowedPost;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Does what a storage provider does on a {@link Stage}. */
record Operator(Stage stage) {
  static final long SUBMIT = 5;
  static final long TERMINATE = 9;
  static final long FAULTS = 10;
  static final long RECOVERIES = 11;
  static final long PRE_COMMIT = 28;
  static final long PROVE_COMMIT = 34;

  private static final long SEAL_PROOF = 5;
  private static final long WINDOW_PROOF = 10;
  private static final EpochSpan LIFE = new EpochSpan(220 * 2880);

  SectorPreCommit promise(long number) {
    byte[] sealed = new byte[Bytes32.LENGTH];
    Arrays.fill(sealed, (byte) (number % 60));
    return promise(number, new CommR(Bytes32.of(sealed)));
  }

  private SectorPreCommit promise(long number, CommR sealed) {
    return new SectorPreCommit(
        SEAL_PROOF,
        new SectorNumber(number),
        sealed,
        stage.now(),
        List.of(),
        stage.now().plus(LIFE),
        Optional.empty());
  }

  PreCommitSectors promises(long... numbers) {
    return new PreCommitSectors(LongStream.of(numbers).mapToObj(this::promise).toList());
  }

  static ProveCommitSectors proofs(ByteString proof, long... numbers) {
    List<ProveCommitSectors.Activation> activations = new ArrayList<>();
    List<ByteString> proofs = new ArrayList<>();
    for (long number : numbers) {
      activations.add(new ProveCommitSectors.Activation(new SectorNumber(number), List.of()));
      proofs.add(proof);
    }
    return new ProveCommitSectors(
        activations, proofs, ByteString.EMPTY, Optional.empty(), false, false);
  }

  /** Promises sectors and waits until they can be proven. */
  void preCommit(long... numbers) throws IOException {
    stage.does(Stage.WORKER, PRE_COMMIT, MethodCbor.PRE_COMMIT_SECTORS, promises(numbers));
    stage.walk(stage.now().plus(stage.rules.preCommitChallengeDelay()));
  }

  /** Promises and proves sectors that were really sealed. */
  void seal(Map<Long, CommR> sectors) throws IOException {
    List<SectorPreCommit> promises =
        sectors.entrySet().stream()
            .map(sector -> promise(sector.getKey(), sector.getValue()))
            .toList();
    stage.does(
        Stage.WORKER,
        PRE_COMMIT,
        MethodCbor.PRE_COMMIT_SECTORS,
        new PreCommitSectors(promises));
    stage.walk(stage.now().plus(stage.rules.preCommitChallengeDelay()));
    proveCommit(sectors.keySet().stream().mapToLong(Long::longValue).toArray());
  }

  void seal(long... numbers) throws IOException {
    preCommit(numbers);
    proveCommit(numbers);
  }

  private void proveCommit(long... numbers) throws IOException {
    stage.does(
        Stage.WORKER,
        PROVE_COMMIT,
        MethodCbor.PROVE_COMMIT_SECTORS,
        proofs(WithheldProofs.bytes(192), numbers));
  }

  /** The window open at an epoch. */
  Window window(Epoch epoch) throws IOException {
    return Pace.of(stage.rules).at(epoch, stage.head().provingPeriodStart());
  }

  /** A proof of partitions of the deadline that is open in the next epoch. */
  SubmitWindowedPost post(ByteString proof, Bitfield skipped, long... partitions)
      throws IOException {
    Window window = window(stage.next());
    Epoch committed = stage.now();
    return new SubmitWindowedPost(
        window.index(),
        LongStream.of(partitions)
            .mapToObj(index -> new SubmitWindowedPost.ProvenPartition(index, skipped))
            .toList(),
        List.of(new PostProof(WINDOW_PROOF, proof)),
        committed,
        new Stage.Dice().fromTickets(9, committed, ByteString.EMPTY));
  }

  /** Proves everything that can be proven of the deadline that opens in the next epoch. */
  void proveOpenDeadline() throws IOException {
    Window window = window(stage.next());
    if (!window.open().equals(stage.next())) {
      return;
    }
    List<Partition> partitions = stage.partitions(window.index());
    for (int i = 0; i < partitions.size(); i++) {
      Partition partition = partitions.get(i);
      Bitfield good = partition.live().minus(partition.faults()).union(partition.recoveries());
      if (!good.isEmpty()) {
        stage.send(
            Stage.WORKER,
            SUBMIT,
            MethodCbor.SUBMIT_WINDOWED_POST,
            post(WithheldProofs.ofWindow(1), Bitfield.EMPTY, i));
      }
    }
  }

  /** Walks on, proving each deadline. */
  void proveUntil(Epoch to) throws IOException {
    while (stage.now().isBefore(to)) {
      proveOpenDeadline();
      stage.step();
    }
  }

  /** Walks to just before the deadline of a sector opens. */
  void waitForDeadlineOf(long sector) throws IOException {
    int index = (int) stage.ledger().place(sector).deadline();
    Window window = window(stage.next());
    while (window.index() != index || !window.open().equals(stage.next())) {
      proveOpenDeadline();
      stage.step();
      window = window(stage.next());
    }
  }

  /** Walks, proving, until the deadline of a sector is over. */
  void proveDeadlineOf(long sector) throws IOException {
    waitForDeadlineOf(sector);
    proveUntil(window(stage.next()).last());
  }

  /** Walks, proving all others, until the deadline of a sector is over. */
  void missDeadlineOf(long sector) throws IOException {
    waitForDeadlineOf(sector);
    stage.walk(window(stage.next()).last());
  }

  SectorSelections selection(long... sectors) throws IOException {
    Ledger ledger = stage.ledger();
    List<SectorSelections.Selection> selections = new ArrayList<>();
    for (long sector : sectors) {
      Ledger.Place place = ledger.place(sector);
      selections.add(
          new SectorSelections.Selection(place.deadline(), place.partition(), Bitfield.of(sector)));
    }
    return new SectorSelections(selections);
  }
}
