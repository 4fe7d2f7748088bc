package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.DeadlineDraft;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.method.DisputeWindowedPost;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.SubmitWindowedPost;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Window PoSt: proofs that sectors are still there, a deadline at a time. */
final class WindowProving {
  private static final long CHAIN_COMMIT = 9;
  private static final long WINDOW_CHALLENGE = 4;

  private final ProofChecker proofs;

  WindowProving(ProofChecker proofs) {
    this.proofs = proofs;
  }

  void submit(MinerCall call) throws Abort, IOException {
    SubmitWindowedPost params = call.params(MethodCbor.SUBMIT_WINDOWED_POST);
    Refusal.ARGUMENT.unless(
        params.proofs().size() == 1,
        "expected exactly one proof, got %d",
        params.proofs().size());
    Selections.requireDeadline(params.deadline());
    call.requireController();
    requireFitting(call, params);
    Window window = call.draft().window(call.now());
    requireTimely(call, params, window);
    DeadlineDraft deadline = call.draft().deadline(window);
    DeadlineDraft.Proven proven =
        deadline.prove(call.draft().sectors(), skippedByPartition(params));
    Refusal.ARGUMENT.unless(
        !proven.sectors().minus(proven.ignored()).isEmpty(),
        "cannot prove partitions with no active sectors");
    boolean onTrust = proven.recovered().isZero();
    if (onTrust) {
      deadline.keepProof(proven.partitions(), params.proofs());
    }
    if (!onTrust || !proofs.isDisputable()) {
      verify(call, window, proven, params.proofs().getFirst());
    }
    call.draft().put(window, deadline);
    call.save();
    call.neighbours().changePower(proven.change());
    call.requireCovered();
  }

  void dispute(MinerCall call) throws Abort {
    DisputeWindowedPost params = call.params(MethodCbor.DISPUTE_WINDOWED_POST);
    Selections.requireDeadline(params.deadline());
    throw Refusal.FORBIDDEN.because(
        "each window post is checked when it comes: there is nothing to dispute");
  }

  private static void requireFitting(MinerCall call, SubmitWindowedPost params) throws Abort {
    PostProof proof = params.proofs().getFirst();
    long registered = call.identity().windowPostProof();
    Refusal.ARGUMENT.unless(
        proof.registered() == registered,
        "expected proof of type %d, got %d",
        registered,
        proof.registered());
    int most = WithheldProofs.SNARK_BYTES * params.partitions().size();
    Refusal.ARGUMENT.unless(
        proof.bytes().size() <= most, "expected proof to be smaller than %d bytes", most);
    long limit = call.runtime().rules().partitionsPerMessage(size(call));
    Refusal.ARGUMENT.unless(
        params.partitions().size() <= limit,
        "too many partitions %d, limit %d",
        params.partitions().size(),
        limit);
  }

  private static SectorSize size(MinerCall call) {
    return call.runtime().rules().sectorSizes().stream()
        .filter(size -> size.bytes() == call.identity().sectorSize())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a miner of a foreign sector size"));
  }

  private static void requireTimely(MinerCall call, SubmitWindowedPost params, Window window)
      throws Abort, IOException {
    Epoch now = call.now();
    Refusal.ARGUMENT.unless(
        params.deadline() == window.index(),
        "invalid deadline %d at epoch %s, expected %d",
        params.deadline(),
        now,
        window.index());
    Refusal.ARGUMENT.unless(
        !params.committed().isBefore(window.challenge()),
        "expected chain commit epoch %s to be after %s",
        params.committed(),
        window.challenge());
    Refusal.ARGUMENT.unless(
        params.committed().isBefore(now),
        "chain commit epoch %s must be less than the current epoch %s",
        params.committed(),
        now);
    Runtime runtime = call.runtime();
    Refusal.ARGUMENT.unless(
        runtime
            .randomness()
            .fromTickets(CHAIN_COMMIT, params.committed(), ByteString.EMPTY)
            .equals(params.randomness()),
        "post commit randomness mismatched");
  }

  private static Map<Long, Bitfield> skippedByPartition(SubmitWindowedPost params) throws Abort {
    Map<Long, Bitfield> skipped = new LinkedHashMap<>();
    for (SubmitWindowedPost.ProvenPartition partition : params.partitions()) {
      Refusal.ARGUMENT.unless(
          partition.index() >= 0, "partition %d out of range", partition.index());
      Refusal.ARGUMENT.unless(
          skipped.put(partition.index(), partition.skipped()) == null,
          "duplicate partitions proven");
    }
    return skipped;
  }

  private void verify(
      MinerCall call, Window window, DeadlineDraft.Proven proven, PostProof proof)
      throws Abort, IOException {
    ProofChecker.WindowStatement statement =
        new ProofChecker.WindowStatement(
            call.runtime().receiver(),
            call.runtime()
                .randomness()
                .fromBeacon(WINDOW_CHALLENGE, window.challenge(), call.entropy()),
            (int) proven.partitions().count(),
            challenged(call, proven));
    Refusal.ARGUMENT.unless(
        proofs.isWindowProven(statement, proof), "invalid post was submitted");
  }

  /** The sectors of the partitions, the first healthy one in the place of each faulty one. */
  private static List<ProofChecker.ChallengedSector> challenged(
      MinerCall call, DeadlineDraft.Proven proven) throws Abort, IOException {
    Bitfield healthy = proven.sectors().minus(proven.ignored());
    long standIn = healthy.first().orElseThrow();
    Map<Long, ProofChecker.ChallengedSector> bySector = new LinkedHashMap<>();
    for (Sector sector : call.draft().sectors().load(healthy)) {
      bySector.put(
          sector.number().number(),
          new ProofChecker.ChallengedSector(
              sector.number(), sector.sealProof(), sector.sealed()));
    }
    return proven
        .sectors()
        .stream()
        .mapToObj(number -> bySector.get(healthy.contains(number) ? number : standIn))
        .toList();
  }
}
