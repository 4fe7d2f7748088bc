package io.sealwright.devchain.actor.miner.state;

import static io.sealwright.protocol.bitfield.BitfieldCbor.BITFIELD;

import io.sealwright.devchain.actor.miner.funds.Quantum;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BlockStore;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Sets of numbers by the epoch at which something happens to them. */
public final class BitfieldQueue {
  private final AmtWriter<Bitfield> entries;
  private final Quantum quantum;

  private BitfieldQueue(AmtWriter<Bitfield> entries, Quantum quantum) {
    this.entries = entries;
    this.quantum = quantum;
  }

  /** The queue of a root, whose epochs are rounded up to a quantum. */
  public static BitfieldQueue of(BlockStore blocks, int bitWidth, Cid root, Quantum quantum)
      throws IOException {
    return new BitfieldQueue(AmtWriter.of(blocks, BITFIELD, bitWidth, root), quantum);
  }

  public void add(Epoch epoch, Bitfield numbers) throws IOException {
    if (numbers.isEmpty()) {
      return;
    }
    long at = quantum.up(epoch).height();
    entries.set(at, entries.get(at).orElse(Bitfield.EMPTY).union(numbers));
  }

  /** Takes off everything up to and including an epoch. */
  public Bitfield popUntil(Epoch until) throws IOException {
    NavigableMap<Long, Bitfield> due = all().headMap(until.height(), true);
    Bitfield numbers = Bitfield.EMPTY;
    for (Map.Entry<Long, Bitfield> entry : due.entrySet()) {
      numbers = numbers.union(entry.getValue());
      entries.remove(entry.getKey());
    }
    return numbers;
  }

  /** Removes numbers as if they had never been: those behind them move up. */
  public void cut(Bitfield removed) throws IOException {
    for (Map.Entry<Long, Bitfield> entry : all().entrySet()) {
      Bitfield left = without(entry.getValue(), removed);
      if (left.isEmpty()) {
        entries.remove(entry.getKey());
      } else {
        entries.set(entry.getKey(), left);
      }
    }
  }

  /** The sets by epoch. */
  public NavigableMap<Long, Bitfield> all() throws IOException {
    NavigableMap<Long, Bitfield> all = new TreeMap<>();
    entries.forEach(all::put);
    return all;
  }

  public void put(long epoch, Bitfield numbers) throws IOException {
    entries.set(epoch, numbers);
  }

  public void remove(long epoch) throws IOException {
    entries.remove(epoch);
  }

  public boolean isEmpty() {
    return entries.count() == 0;
  }

  public Cid write() {
    return entries.write();
  }

  private static Bitfield without(Bitfield numbers, Bitfield removed) {
    return Bitfield.of(
        numbers
            .minus(removed)
            .stream()
            .map(number -> number - removed.intersect(Bitfield.ofRange(0, number)).count())
            .toArray());
  }
}
