package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.DeadlineState;
import io.sealwright.protocol.actor.miner.ExpirationSet;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.ProofSubmission;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bitfield.BitfieldCbor;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A deadline being changed: its partitions, and the sums over them that it keeps. */
public final class DeadlineDraft {
  private final MinerTerms terms;
  private final Window window;
  private final DeadlineState before;
  private final AmtWriter<Partition> partitions;

  private Cid expirations;
  private Bitfield posted;
  private Bitfield earlyTerminations;
  private long live;
  private long total;
  private PowerPair faultyPower;
  private Cid optimisticProofs;
  private Cid sectorsSnapshot;
  private Cid partitionsSnapshot;
  private Cid optimisticProofsSnapshot;
  private PowerPair livePower;
  private TokenAmount dailyFee;

  private DeadlineDraft(
      MinerTerms terms, Window window, DeadlineState from, AmtWriter<Partition> partitions) {
    this.terms = terms;
    this.window = window;
    this.before = from;
    this.partitions = partitions;
    expirations = from.expirations();
    posted = from.posted();
    earlyTerminations = from.earlyTerminations();
    live = from.live();
    total = from.total();
    faultyPower = from.faultyPower();
    optimisticProofs = from.optimisticProofs();
    sectorsSnapshot = from.sectorsSnapshot();
    partitionsSnapshot = from.partitionsSnapshot();
    optimisticProofsSnapshot = from.optimisticProofsSnapshot();
    livePower = from.livePower();
    dailyFee = from.dailyFee();
  }

  /** The draft of a deadline; any of its windows will do, as expirations repeat with the period. */
  public static DeadlineDraft of(MinerTerms terms, Window window, DeadlineState state)
      throws IOException {
    AmtWriter<Partition> partitions =
        AmtWriter.of(terms.blocks(), MinerCbor.PARTITION, BitWidths.PARTITIONS, state.partitions());
    return new DeadlineDraft(terms, window, state, partitions);
  }

  /** A deadline without partitions. */
  public static DeadlineState empty(BlockStore blocks) {
    Cid partitions = AmtWriter.empty(blocks, MinerCbor.PARTITION, BitWidths.PARTITIONS).write();
    Cid expirations =
        AmtWriter.empty(blocks, BitfieldCbor.BITFIELD, BitWidths.DEADLINE_EXPIRATIONS).write();
    Cid proofs = noProofs(blocks);
    return new DeadlineState(
        partitions,
        expirations,
        Bitfield.EMPTY,
        Bitfield.EMPTY,
        0,
        0,
        PowerPair.ZERO,
        proofs,
        noSectors(blocks),
        partitions,
        proofs,
        PowerPair.ZERO,
        TokenAmount.ZERO);
  }

  static Cid noSectors(BlockStore blocks) {
    return AmtWriter.empty(blocks, MinerCbor.SECTOR, BitWidths.SECTORS).write();
  }

  private static Cid noProofs(BlockStore blocks) {
    return AmtWriter.empty(blocks, MinerCbor.PROOF_SUBMISSION, BitWidths.OPTIMISTIC_PROOFS).write();
  }

  /** The deadline as it is now, its partitions written. */
  public DeadlineState write() throws Abort {
    Refusal.STATE.unless(
        live <= total && !faultyPower.isNegative(), "a deadline would be left with wrong sums");
    return new DeadlineState(
        partitions.write(),
        expirations,
        posted,
        earlyTerminations,
        live,
        total,
        faultyPower,
        optimisticProofs,
        sectorsSnapshot,
        partitionsSnapshot,
        optimisticProofsSnapshot,
        livePower,
        dailyFee);
  }

  /** What a proof of partitions did. */
  public record Proven(
      PowerPair change,
      PowerPair recovered,
      Bitfield partitions,
      Bitfield sectors,
      Bitfield ignored) {}

  public PowerPair faultyPower() {
    return faultyPower;
  }

  public PowerPair livePower() {
    return livePower;
  }

  public TokenAmount dailyFee() {
    return dailyFee;
  }

  /** Whether anything about it can change at the end of its window. */
  public boolean isLive() {
    return live > 0
        || !posted.isEmpty()
        || !before.partitions().equals(partitionsSnapshot)
        || !optimisticProofs.equals(optimisticProofsSnapshot);
  }

  public Partition partition(long index) throws Abort, IOException {
    Optional<Partition> found = index < 0 ? Optional.empty() : partitions.get(index);
    return found.orElseThrow(
        () -> Refusal.NOT_FOUND.because("no partition %d in deadline %d", index, window.index()));
  }

  /** Adds sectors to the last partition with room, and to new ones; new fees count from now. */
  public PowerPair add(List<Sector> sectors, boolean proven, boolean newFees)
      throws Abort, IOException {
    BitfieldQueue ends = expirationQueue();
    PowerPair power = PowerPair.ZERO;
    List<Sector> left = sectors;
    for (long index = Math.max(0, partitions.count() - 1); !left.isEmpty(); index++) {
      Partition found = partitions.get(index).orElseGet(() -> PartitionDraft.empty(terms.blocks()));
      long room = terms.sectorsPerPartition() - found.sectors().count();
      if (room <= 0) {
        continue;
      }
      List<Sector> fitting = left.subList(0, (int) Math.min(room, left.size()));
      left = left.subList(fitting.size(), left.size());
      PartitionDraft draft = draft(found);
      ExpirationGroup added = draft.add(fitting, proven);
      partitions.set(index, draft.toPartition());
      power = power.plus(added.power());
      dailyFee = newFees ? dailyFee.plus(added.dailyFee()) : dailyFee;
      for (Sector sector : fitting) {
        ends.add(sector.expiration(), Bitfield.of(index));
      }
    }
    expirations = ends.write();
    live += sectors.size();
    total += sectors.size();
    livePower = livePower.plus(power);
    return power;
  }

  /** Proves partitions, leaving some sectors out; what had been declared recovered is. */
  public Proven prove(SectorTable table, Map<Long, Bitfield> skippedByPartition)
      throws Abort, IOException {
    Bitfield indexes =
        Bitfield.of(skippedByPartition.keySet().stream().mapToLong(Long::longValue).toArray());
    Bitfield again = posted.intersect(indexes);
    Refusal.ARGUMENT.unless(again.isEmpty(), "partitions %s are already proven", again);
    PowerPair change = PowerPair.ZERO;
    PowerPair recovered = PowerPair.ZERO;
    Bitfield withFaults = Bitfield.EMPTY;
    Bitfield all = Bitfield.EMPTY;
    Bitfield ignored = Bitfield.EMPTY;
    for (Map.Entry<Long, Bitfield> proven : skippedByPartition.entrySet()) {
      PartitionDraft draft = draft(partition(proven.getKey()));
      PartitionDraft.Skipped skipped =
          draft.skip(table, proven.getValue(), window.pace().faultExpiration(window));
      PowerPair back = draft.recover(table);
      change = change.plus(skipped.faults().change()).plus(back).plus(draft.activateUnproven());
      faultyPower = faultyPower.plus(skipped.faults().faulty()).minus(back);
      recovered = recovered.plus(back);
      if (!skipped.faults().sectors().isEmpty()) {
        withFaults = withFaults.union(Bitfield.of(proven.getKey()));
      }
      Partition now = draft.toPartition();
      partitions.set(proven.getKey(), now);
      all = all.union(now.sectors());
      ignored = ignored.union(now.faults()).union(now.terminated());
    }
    posted = posted.union(indexes);
    expire(window.pace().faultExpiration(window), withFaults);
    return new Proven(change, recovered, indexes, all, ignored);
  }

  /** Keeps a proof that was accepted without verification. */
  public void keepProof(Bitfield proven, List<PostProof> proofs) throws IOException {
    AmtWriter<ProofSubmission> kept =
        AmtWriter.of(
            terms.blocks(),
            MinerCbor.PROOF_SUBMISSION,
            BitWidths.OPTIMISTIC_PROOFS,
            optimisticProofs);
    kept.set(kept.count(), new ProofSubmission(proven, proofs));
    optimisticProofs = kept.write();
  }

  /** Takes a kept proof of the last window away, so that it is disputed once. */
  public Disputed takeProof(long index) throws Abort, IOException {
    AmtWriter<ProofSubmission> kept =
        AmtWriter.of(
            terms.blocks(),
            MinerCbor.PROOF_SUBMISSION,
            BitWidths.OPTIMISTIC_PROOFS,
            optimisticProofsSnapshot);
    Optional<ProofSubmission> taken = index < 0 ? Optional.empty() : kept.remove(index);
    ProofSubmission proof =
        taken.orElseThrow(() -> Refusal.ARGUMENT.because("proof %d not found", index));
    optimisticProofsSnapshot = kept.write();
    return Disputed.of(terms.blocks(), partitionsSnapshot, proof);
  }

  /** The sectors as they were at the end of the last window. */
  public SectorTable sectorsThen() throws IOException {
    return SectorTable.of(terms.blocks(), sectorsSnapshot);
  }

  /** Declares sectors faulty; returns the change of power. */
  public PowerPair declareFaults(SectorTable table, Map<Long, Bitfield> declared)
      throws Abort, IOException {
    PowerPair change = PowerPair.ZERO;
    Bitfield withFaults = Bitfield.EMPTY;
    for (Map.Entry<Long, Bitfield> entry : declared.entrySet()) {
      PartitionDraft draft = draft(partition(entry.getKey()));
      PartitionDraft.NewFaults found =
          draft.declareFaults(table, entry.getValue(), window.pace().faultExpiration(window));
      partitions.set(entry.getKey(), draft.toPartition());
      faultyPower = faultyPower.plus(found.faulty());
      change = change.plus(found.change());
      if (!found.sectors().isEmpty()) {
        withFaults = withFaults.union(Bitfield.of(entry.getKey()));
      }
    }
    expire(window.pace().faultExpiration(window), withFaults);
    return change;
  }

  public void declareRecovered(SectorTable table, Map<Long, Bitfield> declared)
      throws Abort, IOException {
    for (Map.Entry<Long, Bitfield> entry : declared.entrySet()) {
      PartitionDraft draft = draft(partition(entry.getKey()));
      draft.declareRecovered(table, entry.getValue());
      partitions.set(entry.getKey(), draft.toPartition());
    }
  }

  /** Ends live sectors early; returns the power that counted and is lost. */
  public PowerPair terminate(SectorTable table, Map<Long, Bitfield> numbers, Epoch now)
      throws Abort, IOException {
    PowerPair lost = PowerPair.ZERO;
    for (Map.Entry<Long, Bitfield> entry : numbers.entrySet()) {
      PartitionDraft draft = draft(partition(entry.getKey()));
      PartitionDraft.Ended ended = draft.terminate(table, entry.getValue(), now);
      partitions.set(entry.getKey(), draft.toPartition());
      ExpirationSet set = ended.set();
      if (!set.isEmpty()) {
        earlyTerminations = earlyTerminations.union(Bitfield.of(entry.getKey()));
        live -= set.sectors().count();
      }
      faultyPower = faultyPower.minus(set.faultyPower());
      livePower =
          livePower.minus(set.activePower()).minus(set.faultyPower()).minus(ended.unproven());
      dailyFee = dailyFee.minus(set.feeDeduction());
      lost = lost.plus(set.activePower());
    }
    return lost;
  }

  /** Puts active sectors of a partition in the place of others that end at another epoch. */
  public ExpirationQueue.Change replace(
      long index, Collection<Sector> old, Collection<Sector> now, Epoch expiration)
      throws Abort, IOException {
    PartitionDraft draft = draft(partition(index));
    ExpirationQueue.Change change = draft.replace(old, now);
    partitions.set(index, draft.toPartition());
    livePower = livePower.plus(change.power());
    dailyFee = dailyFee.plus(change.dailyFee());
    expire(expiration, Bitfield.of(index));
    return change;
  }

  /**
   * Ends the window: partitions that were not proven become faulty, and what a dispute would need
   * is set aside.
   *
   * @return the change of power
   */
  public PowerPair close(Cid sectors) throws Abort, IOException {
    PowerPair change = PowerPair.ZERO;
    Bitfield withFaults = Bitfield.EMPTY;
    for (long index = 0; index < partitions.count(); index++) {
      Partition found = partition(index);
      boolean nothingToLose =
          found.recoveringPower().isZero() && found.faultyPower().equals(found.livePower());
      if (posted.contains(index) || nothingToLose) {
        continue;
      }
      PartitionDraft draft = draft(found);
      PartitionDraft.Missed missed = draft.miss(window.pace().faultExpiration(window));
      partitions.set(index, draft.toPartition());
      faultyPower = faultyPower.plus(missed.faulty());
      change = change.plus(missed.change());
      if (!missed.faulty().isZero()) {
        withFaults = withFaults.union(Bitfield.of(index));
      }
    }
    expire(window.pace().faultExpiration(window), withFaults);
    posted = Bitfield.EMPTY;
    partitionsSnapshot = partitions.write();
    optimisticProofsSnapshot = optimisticProofs;
    optimisticProofs = noProofs(terms.blocks());
    boolean disputable = !optimisticProofs.equals(optimisticProofsSnapshot);
    sectorsSnapshot = disputable ? sectors : noSectors(terms.blocks());
    return change;
  }

  /** Ends the sectors that are due at the end of the window. */
  public ExpirationSet popExpired() throws Abort, IOException {
    BitfieldQueue ends = expirationQueue();
    Bitfield due = ends.popUntil(window.last());
    if (due.isEmpty()) {
      return ExpirationSet.EMPTY;
    }
    expirations = ends.write();
    ExpirationSet all = ExpirationSet.EMPTY;
    for (long index : (Iterable<Long>) due.stream()::iterator) {
      PartitionDraft draft = draft(partition(index));
      ExpirationSet popped = draft.popExpired(window.last());
      partitions.set(index, draft.toPartition());
      all = all.plus(popped);
      if (!popped.early().isEmpty()) {
        earlyTerminations = earlyTerminations.union(Bitfield.of(index));
      }
    }
    live -= all.sectors().count();
    faultyPower = faultyPower.minus(all.faultyPower());
    livePower = livePower.minus(all.faultyPower()).minus(all.activePower());
    dailyFee = dailyFee.minus(all.feeDeduction());
    return all;
  }

  /** Takes off sectors that ended early; whether there are more shows afterwards. */
  void popEarly(Terminations terminations) throws IOException {
    for (long index : (Iterable<Long>) earlyTerminations.stream()::iterator) {
      if (terminations.isFull()) {
        return;
      }
      boolean more = false;
      var found = partitions.get(index);
      if (found.isPresent()) {
        PartitionDraft draft = draft(found.get());
        terminations.add(draft.popEarly(terminations.sectorsLeft()));
        more = draft.hasEarlyTerminations();
        partitions.set(index, draft.toPartition());
      }
      if (!more) {
        earlyTerminations = earlyTerminations.minus(Bitfield.of(index));
      }
    }
  }

  boolean hasEarlyTerminations() {
    return !earlyTerminations.isEmpty();
  }

  /**
   * Takes partitions away and adds their live sectors again, behind the others.
   *
   * @return the sectors that are gone for good
   */
  public Bitfield compact(SectorTable table, Bitfield removed) throws Abort, IOException {
    long count = partitions.count();
    if (removed.isEmpty()) {
      return Bitfield.EMPTY;
    }
    Refusal.ARGUMENT.unless(
        removed.last().orElseThrow() < count, "partitions %s are not all below %d", removed, count);
    Refusal.ARGUMENT.unless(
        earlyTerminations.isEmpty(),
        "cannot remove partitions from a deadline with early terminations");
    List<Partition> kept = new ArrayList<>();
    Bitfield dead = Bitfield.EMPTY;
    Bitfield alive = Bitfield.EMPTY;
    PowerPair power = PowerPair.ZERO;
    for (long index = 0; index < count; index++) {
      Partition partition = partition(index);
      if (!removed.contains(index)) {
        kept.add(partition);
        continue;
      }
      Refusal.ARGUMENT.unless(
          partition.faults().isEmpty(), "cannot remove partition %d: has faults", index);
      Refusal.ARGUMENT.unless(
          partition.unproven().isEmpty(),
          "cannot remove partition %d: has unproven sectors",
          index);
      dead = dead.union(partition.terminated());
      alive = alive.union(partition.live());
      power = power.plus(partition.livePower());
    }
    keepOnly(kept);
    live -= alive.count();
    total -= alive.count() + dead.count();
    livePower = livePower.minus(power);
    BitfieldQueue ends = expirationQueue();
    ends.cut(removed);
    expirations = ends.write();
    PowerPair back = add(table.load(alive), true, false);
    Refusal.STATE.unless(back.equals(power), "power would change from %s to %s", power, back);
    return dead;
  }

  private void keepOnly(List<Partition> kept) throws IOException {
    for (long index = partitions.count() - 1; index >= kept.size(); index--) {
      partitions.remove(index);
    }
    for (int index = 0; index < kept.size(); index++) {
      partitions.set(index, kept.get(index));
    }
  }

  /** Notes that sectors of partitions end at an epoch. */
  private void expire(Epoch epoch, Bitfield indexes) throws IOException {
    if (!indexes.isEmpty()) {
      BitfieldQueue ends = expirationQueue();
      ends.add(epoch, indexes);
      expirations = ends.write();
    }
  }

  private PartitionDraft draft(Partition partition) {
    return PartitionDraft.of(terms, window.quantum(), partition);
  }

  private BitfieldQueue expirationQueue() throws IOException {
    return BitfieldQueue.of(
        terms.blocks(), BitWidths.DEADLINE_EXPIRATIONS, expirations, window.quantum());
  }
}
