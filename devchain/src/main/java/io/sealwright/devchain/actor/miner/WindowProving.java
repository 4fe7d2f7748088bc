package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.funds.Fees;
import io.sealwright.devchain.actor.miner.state.DeadlineDraft;
import io.sealwright.devchain.actor.miner.state.Disputed;
import io.sealwright.devchain.actor.miner.state.Purse;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.actor.miner.state.SectorTable;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.method.DisputeWindowedPost;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.SubmitWindowedPost;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
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
        params.proofs().size() == 1, "expected exactly one proof, got %d", params.proofs().size());
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
      Statement statement =
          new Statement(window, proven.partitions(), proven.sectors(), proven.ignored());
      Refusal.ARGUMENT.unless(
          holds(call, statement, call.draft().sectors(), params.proofs().getFirst()),
          "invalid post was submitted");
    }
    call.draft().put(window, deadline);
    call.save();
    call.neighbours().changePower(proven.change());
    call.requireCovered();
  }

  /**
   * Verifies a proof that was taken on trust. If it does not hold, the sectors whose power it kept
   * are faulty, the miner pays, and whoever disputed gets a part of it.
   */
  void dispute(MinerCall call) throws Abort, IOException {
    DisputeWindowedPost params = call.params(MethodCbor.DISPUTE_WINDOWED_POST);
    Selections.requireDeadline(params.deadline());
    Refusal.FORBIDDEN.unless(
        proofs.isDisputable(),
        "each window post is checked when it comes: there is nothing to dispute");
    Window window = disputable(call, params.deadline());
    DeadlineDraft deadline = call.draft().deadline(window);
    Disputed disputed = deadline.takeProof(params.proof());
    SectorTable sectors = deadline.sectorsThen();
    Statement statement =
        new Statement(window, disputed.partitions(), disputed.sectors(), disputed.ignored());
    Refusal.ARGUMENT.unless(
        !holds(call, statement, sectors, disputed.proofs().getFirst()),
        "failed to dispute valid post");
    PowerPair change = deadline.declareFaults(sectors, disputed.active());
    call.draft().put(window, deadline);
    TokenAmount fee = Fees.invalidProof(call.neighbours().forecast(), disputed.power().quality());
    call.purse().penalize(fee.plus(Fees.DISPUTE_REWARD));
    Purse.Repaid paid = call.purse().repayWhatIsPossible(call.now(), call.runtime().balance());
    call.save();
    call.neighbours().changePower(change);
    reward(call, paid.burnt());
    call.neighbours().changePledge(TokenAmount.ZERO.minus(paid.unlocked()));
    call.requireCovered();
  }

  /** The last window of a deadline, as long as its proofs may be disputed. */
  private static Window disputable(MinerCall call, long index) throws Abort {
    Window window = call.draft().window(call.now(), index);
    Refusal.FORBIDDEN.unless(
        window.isDisputableAt(call.now()),
        "can only dispute window posts during the dispute window (%d epochs after the challenge"
            + " window closes)",
        window.pace().disputes().epochs());
    return call.draft().window(call.now()).index() < index ? window.before() : window;
  }

  /** Of what the miner could pay, the reward goes to the caller and the rest is burnt. */
  private static void reward(MinerCall call, TokenAmount paid) throws Abort, IOException {
    TokenAmount reward = paid.min(Fees.DISPUTE_REWARD);
    try {
      call.neighbours().pay(call.caller(), reward);
    } catch (Abort _) {
      reward = TokenAmount.ZERO;
    }
    call.neighbours().burn(paid.minus(reward));
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

  /** What a proof of partitions is of: their sectors, some of them ignored. */
  private record Statement(
      Window window, Bitfield partitions, Bitfield sectors, Bitfield ignored) {}

  private boolean holds(MinerCall call, Statement statement, SectorTable table, PostProof proof)
      throws Abort, IOException {
    return proofs.isWindowProven(
        new ProofChecker.WindowStatement(
            call.runtime().receiver(),
            call.runtime()
                .randomness()
                .fromBeacon(WINDOW_CHALLENGE, statement.window.challenge(), call.entropy()),
            (int) statement.partitions.count(),
            challenged(statement, table)),
        proof);
  }

  /** The sectors of the partitions, the first healthy one in the place of each faulty one. */
  private static List<ProofChecker.ChallengedSector> challenged(
      Statement statement, SectorTable table) throws Abort, IOException {
    Bitfield healthy = statement.sectors.minus(statement.ignored);
    if (healthy.isEmpty()) {
      return List.of();
    }
    long standIn = healthy.first().orElseThrow();
    Map<Long, ProofChecker.ChallengedSector> bySector = new LinkedHashMap<>();
    for (Sector sector : table.load(healthy)) {
      bySector.put(
          sector.number().number(),
          new ProofChecker.ChallengedSector(sector.number(), sector.sealProof(), sector.sealed()));
    }
    return statement.sectors.stream()
        .mapToObj(number -> bySector.get(healthy.contains(number) ? number : standIn))
        .toList();
  }
}
