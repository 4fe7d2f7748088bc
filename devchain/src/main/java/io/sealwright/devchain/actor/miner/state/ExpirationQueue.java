package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.actor.miner.funds.Quantum;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.ExpirationSet;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockStore;
import io.sealwright.protocol.network.SectorPower;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When the sectors of one partition end: as promised, or early where they will have been faulty too
 * long. Epochs are rounded up to the end of the partition's deadline.
 *
 * <p>A sector is in exactly one set. While it is not faulty it is among those on time, normally at
 * its own expiration; only a sector moved by hand is elsewhere, and is then searched for.
 */
public final class ExpirationQueue {
  private final AmtWriter<ExpirationSet> sets;
  private final Quantum quantum;
  private final SectorPower power;

  private ExpirationQueue(AmtWriter<ExpirationSet> sets, Quantum quantum, SectorPower power) {
    this.sets = sets;
    this.quantum = quantum;
    this.power = power;
  }

  public static ExpirationQueue of(BlockStore blocks, Cid root, Quantum quantum, SectorPower power)
      throws IOException {
    return new ExpirationQueue(
        AmtWriter.of(blocks, MinerCbor.EXPIRATION_SET, BitWidths.PARTITION_EXPIRATIONS, root),
        quantum,
        power);
  }

  /** What was taken off the queue, and how much of its power had been declared recovered. */
  public record Removed(ExpirationSet set, PowerPair recovering) {}

  /** By how much replacing sectors changed the sums. */
  public record Change(PowerPair power, TokenAmount pledge, TokenAmount dailyFee) {}

  /** Adds sectors that are not faulty, each at its expiration. */
  public ExpirationGroup addActive(Collection<Sector> sectors) throws Abort, IOException {
    ExpirationGroup all = ExpirationGroup.EMPTY;
    for (var entry : byExpiration(sectors).entrySet()) {
      ExpirationGroup group = ExpirationGroup.of(power, entry.getValue());
      add(entry.getKey(), group.active());
      all = all.plus(group);
    }
    return all;
  }

  /** Moves sectors that are not faulty to another end, which they do not carry themselves. */
  public void reschedule(Epoch expiration, Collection<Sector> sectors) throws Abort, IOException {
    if (!sectors.isEmpty()) {
      add(quantum.up(expiration), removeActive(sectors).active());
    }
  }

  /**
   * Makes sectors faulty: those that would end later end early at the given epoch.
   *
   * @return the power that became faulty
   */
  public PowerPair makeFaulty(Epoch expiration, Collection<Sector> sectors)
      throws Abort, IOException {
    Epoch end = quantum.up(expiration);
    ExpirationGroup moved = ExpirationGroup.EMPTY;
    PowerPair staying = PowerPair.ZERO;
    for (var entry : locate(sectors).entrySet()) {
      ExpirationGroup group = ExpirationGroup.of(power, entry.getValue());
      ExpirationSet set = at(entry.getKey());
      if (entry.getKey() <= end.height()) {
        keep(entry.getKey(), set.withFaulty(group.power()));
        staying = staying.plus(group.power());
      } else {
        keep(entry.getKey(), set.minus(group.active()));
        moved = moved.plus(group);
      }
    }
    if (!moved.sectors().isEmpty()) {
      add(end, moved.faultyEarly());
    }
    return moved.power().plus(staying);
  }

  /** Makes all sectors faulty: those that would end later end early at the given epoch. */
  public void makeAllFaulty(Epoch expiration) throws Abort, IOException {
    Epoch end = quantum.up(expiration);
    ExpirationSet moved = ExpirationSet.EMPTY;
    for (var entry : all().entrySet()) {
      ExpirationSet set = entry.getValue();
      if (entry.getKey() <= end.height()) {
        put(entry.getKey(), set.withFaulty(set.activePower()));
        continue;
      }
      Refusal.STATE.unless(
          set.early().isEmpty(), "early expirations of %s would be moved forward", set.early());
      moved = moved.plus(set);
      sets.remove(entry.getKey());
    }
    if (!moved.isEmpty()) {
      PowerPair faulty = moved.activePower().plus(moved.faultyPower());
      add(
          end,
          new ExpirationSet(
              Bitfield.EMPTY,
              moved.onTime(),
              TokenAmount.ZERO,
              PowerPair.ZERO,
              faulty,
              moved.feeDeduction()));
    }
  }

  /** Makes faulty sectors active again, each at its own expiration; returns their power. */
  public PowerPair recover(Collection<Sector> sectors) throws Abort, IOException {
    Map<Long, Sector> left = byNumber(sectors);
    List<Sector> early = new ArrayList<>();
    PowerPair recovered = PowerPair.ZERO;
    for (var entry : all().entrySet()) {
      if (left.isEmpty()) {
        break;
      }
      List<Sector> staying = take(left, entry.getValue().onTime());
      List<Sector> leaving = take(left, entry.getValue().early());
      ExpirationGroup stay = ExpirationGroup.of(power, staying);
      ExpirationGroup leave = ExpirationGroup.of(power, leaving);
      if (!staying.isEmpty() || !leaving.isEmpty()) {
        PowerPair back = PowerPair.ZERO.minus(stay.power());
        keep(entry.getKey(), entry.getValue().withFaulty(back).minus(leave.faultyEarly()));
      }
      early.addAll(leaving);
      recovered = recovered.plus(stay.power()).plus(leave.power());
    }
    requireNone(left);
    addActive(early);
    return recovered;
  }

  /** Puts sectors in the place of others. */
  public Change replace(Collection<Sector> old, Collection<Sector> now) throws Abort, IOException {
    ExpirationGroup before = removeActive(old);
    ExpirationGroup after = addActive(now);
    return new Change(
        after.power().minus(before.power()),
        after.pledge().minus(before.pledge()),
        after.dailyFee().minus(before.dailyFee()));
  }

  /** Takes sectors off, faulty or not. */
  public Removed remove(Collection<Sector> sectors, Bitfield faults, Bitfield recovering)
      throws Abort, IOException {
    List<Sector> healthy =
        sectors.stream().filter(s -> !faults.contains(s.number().number())).toList();
    ExpirationSet removed = removeActive(healthy).active();
    Map<Long, Sector> left = byNumber(sectors);
    healthy.forEach(sector -> left.remove(sector.number().number()));
    List<Sector> faulty = List.copyOf(left.values());
    for (var entry : all().entrySet()) {
      if (left.isEmpty()) {
        break;
      }
      List<Sector> onTime = take(left, entry.getValue().onTime());
      List<Sector> early = take(left, entry.getValue().early());
      if (!onTime.isEmpty() || !early.isEmpty()) {
        ExpirationSet part =
            ExpirationGroup.of(power, onTime)
                .faultyOnTime()
                .plus(ExpirationGroup.of(power, early).faultyEarly());
        keep(entry.getKey(), entry.getValue().minus(part));
        removed = removed.plus(part);
      }
    }
    requireNone(left);
    PowerPair declared =
        power.of(faulty.stream().filter(s -> recovering.contains(s.number().number())).toList());
    return new Removed(removed, declared);
  }

  /** Takes off everything up to and including an epoch. */
  public ExpirationSet popUntil(Epoch until) throws IOException {
    ExpirationSet popped = ExpirationSet.EMPTY;
    for (var entry : all().headMap(until.height(), true).entrySet()) {
      popped = popped.plus(entry.getValue());
      sets.remove(entry.getKey());
    }
    return popped;
  }

  /** The sets by epoch. */
  public NavigableMap<Long, ExpirationSet> all() throws IOException {
    NavigableMap<Long, ExpirationSet> all = new TreeMap<>();
    sets.forEach(all::put);
    return all;
  }

  public Cid write() {
    return sets.write();
  }

  private ExpirationGroup removeActive(Collection<Sector> sectors) throws Abort, IOException {
    ExpirationGroup all = ExpirationGroup.EMPTY;
    for (var entry : locate(sectors).entrySet()) {
      ExpirationGroup group = ExpirationGroup.of(power, entry.getValue());
      keep(entry.getKey(), at(entry.getKey()).minus(group.active()));
      all = all.plus(group);
    }
    return all;
  }

  /** Where sectors that are not faulty stand: at their expirations first, then anywhere. */
  private NavigableMap<Long, List<Sector>> locate(Collection<Sector> sectors)
      throws Abort, IOException {
    Map<Long, Sector> left = byNumber(sectors);
    NavigableMap<Long, List<Sector>> found = new TreeMap<>();
    for (Epoch epoch : byExpiration(sectors).keySet()) {
      note(found, epoch.height(), take(left, at(epoch.height()).onTime()));
    }
    if (!left.isEmpty()) {
      for (var entry : all().entrySet()) {
        note(found, entry.getKey(), take(left, entry.getValue().onTime()));
      }
    }
    requireNone(left);
    return found;
  }

  private static void note(Map<Long, List<Sector>> found, long epoch, List<Sector> sectors) {
    if (!sectors.isEmpty()) {
      found.computeIfAbsent(epoch, _ -> new ArrayList<>()).addAll(sectors);
    }
  }

  private static List<Sector> take(Map<Long, Sector> from, Bitfield numbers) {
    List<Sector> taken =
        from.values().stream().filter(s -> numbers.contains(s.number().number())).toList();
    taken.forEach(sector -> from.remove(sector.number().number()));
    return taken;
  }

  private static void requireNone(Map<Long, Sector> left) throws Abort {
    Refusal.STATE.unless(
        left.isEmpty(), "sectors %s are not in the expiration queue", left.keySet());
  }

  private NavigableMap<Epoch, List<Sector>> byExpiration(Collection<Sector> sectors) {
    NavigableMap<Epoch, List<Sector>> groups = new TreeMap<>();
    for (Sector sector : sectors) {
      groups.computeIfAbsent(quantum.up(sector.expiration()), _ -> new ArrayList<>()).add(sector);
    }
    return groups;
  }

  private static Map<Long, Sector> byNumber(Collection<Sector> sectors) {
    Map<Long, Sector> map = new HashMap<>();
    sectors.forEach(sector -> map.put(sector.number().number(), sector));
    return map;
  }

  private ExpirationSet at(long epoch) throws IOException {
    return sets.get(epoch).orElse(ExpirationSet.EMPTY);
  }

  private void add(Epoch epoch, ExpirationSet more) throws Abort, IOException {
    put(epoch.height(), at(epoch.height()).plus(more));
  }

  private void keep(long epoch, ExpirationSet set) throws Abort, IOException {
    if (set.isEmpty()) {
      sets.remove(epoch);
    }
    put(epoch, set);
  }

  private void put(long epoch, ExpirationSet set) throws Abort, IOException {
    Refusal.STATE.unless(set.isSound(), "expirations at %d would fall below zero", epoch);
    if (!set.isEmpty()) {
      sets.set(epoch, set);
    }
  }
}
