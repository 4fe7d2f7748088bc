package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.actor.miner.funds.Quantum;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.ExpirationSet;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockStore;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.bitfield.BitfieldCbor;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A partition being changed.
 *
 * <p>Sums of power follow the sets: every step ends with a check that they could be true. A change
 * of power that a step returns is the change of what counts as power, not of what is live.
 */
public final class PartitionDraft {
  private final MinerTerms terms;
  private final Quantum quantum;

  private Bitfield sectors;
  private Bitfield unproven;
  private Bitfield faults;
  private Bitfield recoveries;
  private Bitfield terminated;
  private Cid expirations;
  private Cid earlyTerminated;
  private PowerPair live;
  private PowerPair unprovenPower;
  private PowerPair faultyPower;
  private PowerPair recoveringPower;

  private PartitionDraft(MinerTerms terms, Quantum quantum, Partition from) {
    this.terms = terms;
    this.quantum = quantum;
    sectors = from.sectors();
    unproven = from.unproven();
    faults = from.faults();
    recoveries = from.recoveries();
    terminated = from.terminated();
    expirations = from.expirations();
    earlyTerminated = from.earlyTerminated();
    live = from.livePower();
    unprovenPower = from.unprovenPower();
    faultyPower = from.faultyPower();
    recoveringPower = from.recoveringPower();
  }

  static PartitionDraft of(MinerTerms terms, Quantum quantum, Partition partition) {
    return new PartitionDraft(terms, quantum, partition);
  }

  /** A partition without sectors. */
  static Partition empty(BlockStore blocks) {
    Cid noExpirations =
        AmtWriter.empty(blocks, MinerCbor.EXPIRATION_SET, BitWidths.PARTITION_EXPIRATIONS)
            .write();
    Cid noTerminations =
        AmtWriter.empty(blocks, BitfieldCbor.BITFIELD, BitWidths.EARLY_TERMINATIONS).write();
    return new Partition(
        Bitfield.EMPTY,
        Bitfield.EMPTY,
        Bitfield.EMPTY,
        Bitfield.EMPTY,
        Bitfield.EMPTY,
        noExpirations,
        noTerminations,
        PowerPair.ZERO,
        PowerPair.ZERO,
        PowerPair.ZERO,
        PowerPair.ZERO);
  }

  /** The partition as it is now. */
  Partition toPartition() {
    return new Partition(
        sectors,
        unproven,
        faults,
        recoveries,
        terminated,
        expirations,
        earlyTerminated,
        live,
        unprovenPower,
        faultyPower,
        recoveringPower);
  }

  /**
   * @param change of the power that counts
   * @param faulty power that became faulty
   * @param sectors that became faulty
   */
  record NewFaults(PowerPair change, PowerPair faulty, Bitfield sectors) {
    static final NewFaults NONE = new NewFaults(PowerPair.ZERO, PowerPair.ZERO, Bitfield.EMPTY);
  }

  /** Faults of a proof, and the power of recoveries they took back. */
  record Skipped(NewFaults faults, PowerPair retracted) {}

  /**
   * @param change of the power that counts
   * @param faulty power that became faulty
   */
  record Missed(PowerPair change, PowerPair faulty) {}

  /** What was ended, of it that had counted as power, and how much had never been proven. */
  record Ended(ExpirationSet set, PowerPair unproven) {}

  /** Adds sectors, proven or not yet. */
  ExpirationGroup add(Collection<Sector> added, boolean proven) throws Abort, IOException {
    ExpirationQueue queue = queue();
    ExpirationGroup group = queue.addActive(added);
    expirations = queue.write();
    Refusal.STATE.unless(
        sectors.intersect(group.sectors()).isEmpty(), "not all added sectors are new");
    sectors = sectors.union(group.sectors());
    live = live.plus(group.power());
    if (!proven) {
      unproven = unproven.union(group.sectors());
      unprovenPower = unprovenPower.plus(group.power());
    }
    check();
    return group;
  }

  /** Declares sectors faulty; those already faulty or ended are passed over. */
  NewFaults declareFaults(SectorTable table, Bitfield declared, Epoch expiration)
      throws Abort, IOException {
    requireMembers(declared);
    Bitfield retracted = recoveries.intersect(declared);
    NewFaults found =
        addFaults(table, declared.minus(retracted).minus(terminated).minus(faults), expiration);
    retract(table, retracted);
    check();
    return found;
  }

  /** Makes the sectors faulty that a proof leaves out. */
  Skipped skip(SectorTable table, Bitfield skipped, Epoch expiration)
      throws Abort, IOException {
    if (skipped.isEmpty()) {
      return new Skipped(NewFaults.NONE, PowerPair.ZERO);
    }
    Refusal.ARGUMENT.unless(
        sectors.containsAll(skipped), "skipped sectors are not all in the partition");
    Bitfield retracted = recoveries.intersect(skipped);
    NewFaults found =
        addFaults(table, skipped.minus(terminated).minus(faults), expiration);
    PowerPair back = retract(table, retracted);
    check();
    return new Skipped(found, back);
  }

  /** Promises that faulty sectors will be proven again; others are passed over. */
  void declareRecovered(SectorTable table, Bitfield declared) throws Abort, IOException {
    requireMembers(declared);
    Bitfield fresh = declared.intersect(faults).minus(recoveries);
    recoveries = recoveries.union(fresh);
    recoveringPower = recoveringPower.plus(terms.power().of(table.load(fresh)));
    check();
  }

  /** Makes good what was promised to be; returns the recovered power. */
  PowerPair recover(SectorTable table) throws Abort, IOException {
    if (recoveries.isEmpty()) {
      return PowerPair.ZERO;
    }
    ExpirationQueue queue = queue();
    PowerPair recovered = queue.recover(table.load(recoveries));
    expirations = queue.write();
    faults = faults.minus(recoveries);
    recoveries = Bitfield.EMPTY;
    faultyPower = faultyPower.minus(recovered);
    recoveringPower = recoveringPower.minus(recovered);
    check();
    return recovered;
  }

  /** Counts the sectors that have now been proven for the first time; returns their power. */
  PowerPair activateUnproven() {
    PowerPair activated = unprovenPower;
    unproven = Bitfield.EMPTY;
    unprovenPower = PowerPair.ZERO;
    return activated;
  }

  /** Ends live sectors now. */
  Ended terminate(SectorTable table, Bitfield numbers, Epoch now) throws Abort, IOException {
    Refusal.ARGUMENT.unless(
        sectors.minus(terminated).containsAll(numbers), "can only terminate live sectors");
    List<Sector> ending = table.load(numbers);
    ExpirationQueue queue = queue();
    ExpirationQueue.Removed removed = queue.remove(ending, faults, recoveries);
    expirations = queue.write();
    ExpirationSet set = removed.set();
    recordEarly(now, set.sectors());
    PowerPair neverProven =
        terms
            .power()
            .of(ending.stream().filter(s -> unproven.contains(s.number().number())).toList());
    faults = faults.minus(set.sectors());
    recoveries = recoveries.minus(set.sectors());
    terminated = terminated.union(set.sectors());
    unproven = unproven.minus(set.sectors());
    live = live.minus(set.activePower()).minus(set.faultyPower());
    faultyPower = faultyPower.minus(set.faultyPower());
    recoveringPower = recoveringPower.minus(removed.recovering());
    unprovenPower = unprovenPower.minus(neverProven);
    check();
    ExpirationSet counted =
        new ExpirationSet(
            set.onTime(),
            set.early(),
            set.onTimePledge(),
            set.activePower().minus(neverProven),
            set.faultyPower(),
            set.feeDeduction());
    return new Ended(counted, neverProven);
  }

  /** Ends what is due up to and including an epoch, after the window's proofs are in. */
  ExpirationSet popExpired(Epoch until) throws Abort, IOException {
    Refusal.STATE.unless(unproven.isEmpty(), "sectors end that were never proven");
    Refusal.STATE.unless(
        recoveries.isEmpty() && recoveringPower.isZero(), "sectors end while others recover");
    ExpirationQueue queue = queue();
    ExpirationSet popped = queue.popUntil(until);
    expirations = queue.write();
    Refusal.STATE.unless(
        terminated.intersect(popped.sectors()).isEmpty(), "sectors end that had ended before");
    terminated = terminated.union(popped.sectors());
    faults = faults.minus(popped.sectors());
    live = live.minus(popped.activePower()).minus(popped.faultyPower());
    faultyPower = faultyPower.minus(popped.faultyPower());
    recordEarly(until, popped.early());
    check();
    return popped;
  }

  /** Makes everything faulty, for want of a proof. */
  Missed miss(Epoch expiration) throws Abort, IOException {
    ExpirationQueue queue = queue();
    queue.makeAllFaulty(expiration);
    expirations = queue.write();
    PowerPair fresh = live.minus(faultyPower);
    Missed missed =
        new Missed(unprovenPower.minus(fresh), fresh);
    faults = sectors.minus(terminated);
    recoveries = Bitfield.EMPTY;
    unproven = Bitfield.EMPTY;
    faultyPower = live;
    recoveringPower = PowerPair.ZERO;
    unprovenPower = PowerPair.ZERO;
    check();
    return missed;
  }

  /** Puts active sectors in the place of others. */
  ExpirationQueue.Change replace(Collection<Sector> old, Collection<Sector> now)
      throws Abort, IOException {
    ExpirationQueue queue = queue();
    ExpirationQueue.Change change = queue.replace(old, now);
    expirations = queue.write();
    Bitfield before = ExpirationGroup.numbers(old);
    Bitfield active = sectors.minus(terminated).minus(faults).minus(unproven);
    Refusal.STATE.unless(
        active.containsAll(before), "refusing to replace inactive sectors in %s", before);
    sectors = sectors.minus(before).union(ExpirationGroup.numbers(now));
    live = live.plus(change.power());
    check();
    return change;
  }

  /**
   * Takes off sectors that ended early, whose fees are now reckoned, at most so many.
   *
   * @return the sectors by the epoch they ended
   */
  Map<Long, Bitfield> popEarly(long most) throws IOException {
    BitfieldQueue queue = earlyQueue();
    Map<Long, Bitfield> popped = new TreeMap<>();
    long left = most;
    for (var entry : queue.all().entrySet()) {
      if (left == 0) {
        break;
      }
      Bitfield all = entry.getValue();
      Bitfield part = first(all, left);
      popped.put(entry.getKey(), part);
      left -= part.count();
      if (part.equals(all)) {
        queue.remove(entry.getKey());
      } else {
        queue.put(entry.getKey(), all.minus(part));
      }
    }
    earlyTerminated = queue.write();
    return popped;
  }

  boolean hasEarlyTerminations() throws IOException {
    return !earlyQueue().isEmpty();
  }

  private static Bitfield first(Bitfield numbers, long count) {
    return numbers.count() <= count
        ? numbers
        : Bitfield.of(numbers.stream().limit(count).toArray());
  }

  private NewFaults addFaults(SectorTable table, Bitfield numbers, Epoch expiration)
      throws Abort, IOException {
    if (numbers.isEmpty()) {
      return NewFaults.NONE;
    }
    List<Sector> fresh = table.load(numbers);
    ExpirationQueue queue = queue();
    PowerPair lost = queue.makeFaulty(expiration, fresh);
    expirations = queue.write();
    PowerPair neverCounted =
        terms
            .power()
            .of(fresh.stream().filter(s -> unproven.contains(s.number().number())).toList());
    faults = faults.union(numbers);
    faultyPower = faultyPower.plus(lost);
    unproven = unproven.minus(numbers);
    unprovenPower = unprovenPower.minus(neverCounted);
    return new NewFaults(neverCounted.minus(lost), lost, numbers);
  }

  private PowerPair retract(SectorTable table, Bitfield numbers) throws Abort, IOException {
    PowerPair power = terms.power().of(table.load(numbers));
    recoveries = recoveries.minus(numbers);
    recoveringPower = recoveringPower.minus(power);
    return power;
  }

  private void recordEarly(Epoch epoch, Bitfield numbers) throws IOException {
    if (numbers.isEmpty()) {
      return;
    }
    BitfieldQueue queue = earlyQueue();
    queue.add(epoch, numbers);
    earlyTerminated = queue.write();
  }

  private ExpirationQueue queue() throws IOException {
    return ExpirationQueue.of(terms.blocks(), expirations, quantum, terms.power());
  }

  private BitfieldQueue earlyQueue() throws IOException {
    return BitfieldQueue.of(
        terms.blocks(), BitWidths.EARLY_TERMINATIONS, earlyTerminated, Quantum.NONE);
  }

  private void requireMembers(Bitfield numbers) throws Abort {
    Refusal.ARGUMENT.unless(
        sectors.containsAll(numbers), "not all sectors are assigned to the partition");
  }

  private void check() throws Abort {
    Refusal.STATE.unless(
        !live.isNegative()
            && !unprovenPower.isNegative()
            && !faultyPower.isNegative()
            && !recoveringPower.isNegative(),
        "a partition would be left with power below zero");
    Refusal.STATE.unless(
        unprovenPower.raw().compareTo(live.raw()) <= 0
            && faultyPower.raw().compareTo(live.raw()) <= 0
            && recoveringPower.raw().compareTo(faultyPower.raw()) <= 0,
        "a partition would be left with more power of one kind than there is");
    Bitfield livingStates = unproven.union(faults);
    Refusal.STATE.unless(
        terminated.intersect(livingStates).isEmpty()
            && sectors.containsAll(livingStates.union(terminated))
            && faults.containsAll(recoveries),
        "a partition would be left with sectors in two states");
  }
}
