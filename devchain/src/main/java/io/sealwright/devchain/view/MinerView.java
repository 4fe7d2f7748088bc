package io.sealwright.devchain.view;

import io.sealwright.devchain.actor.miner.funds.VestingSchedule;
import io.sealwright.devchain.actor.miner.state.Pace;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.chain.ChainRefusal;
import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.miner.DeadlineState;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.Vesting;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bitfield.BitfieldCbor;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.Amt;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockSource;
import io.sealwright.protocol.ipld.Hamt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A miner as its state tells it. */
public final class MinerView {
  private final StateView state;
  private final BlockSource blocks;
  private final Actor actor;
  private final MinerState miner;

  private MinerView(StateView state, Actor actor, MinerState miner) {
    this.state = state;
    this.blocks = state.blocks();
    this.actor = actor;
    this.miner = miner;
  }

  /** How many sectors are live, give power, and are faulty. */
  public record Counts(long live, long active, long faulty) {}

  /** Where a sector is proven. */
  public record Place(int deadline, long partition) {}

  /** When a sector ends: on time, or early because it is faulty; the other is 0. */
  public record End(Epoch onTime, Epoch early) {}

  /** The miner at an address. */
  public static MinerView of(StateView state, Address address) throws IOException {
    Actor actor =
        state
            .find(address)
            .orElseThrow(() -> new NoSuchActor("failed to load miner actor: " + NoSuchActor.TEXT));
    if (!actor.code().equals(BuiltinCode.MINER.cid())) {
      throw new ChainRefusal(
          "failed to load miner actor state: actor code is not miner: " + StateView.kind(actor));
    }
    return new MinerView(state, actor, state.blocks().read(actor.head(), MinerCbor.STATE));
  }

  public MinerIdentity identity() throws IOException {
    return blocks.read(miner.info(), MinerCbor.IDENTITY);
  }

  /** What the owner may withdraw now: what has vested is part of it, claimed or not. */
  public TokenAmount available() throws IOException {
    return miner.available(actor.balance()).plus(vested());
  }

  /** The deadline that is open, or comes next. */
  public Window window(Pace pace) {
    return pace.at(state.epoch(), miner.provingPeriodStart()).notElapsed(state.epoch());
  }

  public List<DeadlineState> deadlines() throws IOException {
    List<DeadlineState> found = new ArrayList<>();
    for (Cid deadline : blocks.read(miner.deadlines(), MinerCbor.DEADLINES).blocks()) {
      found.add(blocks.read(deadline, MinerCbor.DEADLINE));
    }
    return found;
  }

  public List<Partition> partitions(DeadlineState deadline) throws IOException {
    List<Partition> found = new ArrayList<>();
    new Amt<>(blocks, MinerCbor.PARTITION, BitWidths.PARTITIONS)
        .forEach(deadline.partitions(), (_, partition) -> found.add(partition));
    return found;
  }

  /** A set of sectors over all partitions. */
  public Bitfield over(Function<Partition, Bitfield> part) throws IOException {
    Bitfield all = Bitfield.EMPTY;
    for (DeadlineState deadline : deadlines()) {
      for (Partition partition : partitions(deadline)) {
        all = all.union(part.apply(partition));
      }
    }
    return all;
  }

  public Counts counts() throws IOException {
    return new Counts(
        over(Partition::live).count(),
        over(Partition::active).count(),
        over(Partition::faults).count());
  }

  public Optional<Sector> sector(SectorNumber number) throws IOException {
    return table().get(miner.sectors(), number.number());
  }

  /** The sectors of a set that are there, numbers ascending. */
  public List<Sector> sectors(Bitfield numbers) throws IOException {
    List<Sector> found = new ArrayList<>();
    for (long number : numbers.stream().toArray()) {
      table().get(miner.sectors(), number).ifPresent(found::add);
    }
    return found;
  }

  /** All sectors, numbers ascending. */
  public List<Sector> sectors() throws IOException {
    List<Sector> found = new ArrayList<>();
    table().forEach(miner.sectors(), (_, sector) -> found.add(sector));
    return found;
  }

  /** The numbers that were ever used. */
  public Bitfield allocated() throws IOException {
    return blocks.read(miner.allocated(), BitfieldCbor.BITFIELD);
  }

  public Optional<PreCommit> preCommit(SectorNumber number) throws IOException {
    return new Hamt<>(blocks, MinerCbor.PRE_COMMIT, BitWidths.HAMT)
        .get(miner.preCommitted(), key(number));
  }

  public Optional<Place> place(SectorNumber number) throws IOException {
    List<DeadlineState> deadlines = deadlines();
    for (int index = 0; index < deadlines.size(); index++) {
      List<Partition> partitions = partitions(deadlines.get(index));
      for (int partition = 0; partition < partitions.size(); partition++) {
        if (partitions.get(partition).sectors().contains(number.number())) {
          return Optional.of(new Place(index, partition));
        }
      }
    }
    return Optional.empty();
  }

  /** When a live sector ends, by its partition's queue; empty for any other. */
  public Optional<End> end(SectorNumber number) throws IOException {
    Optional<Place> place = place(number);
    if (place.isEmpty() || partition(place.get()).terminated().contains(number.number())) {
      return Optional.empty();
    }
    long[] ends = new long[2];
    new Amt<>(blocks, MinerCbor.EXPIRATION_SET, BitWidths.PARTITION_EXPIRATIONS)
        .forEach(
            partition(place.get()).expirations(),
            (epoch, set) -> {
              if (set.early().contains(number.number())) {
                ends[1] = epoch;
              } else if (set.onTime().contains(number.number())) {
                ends[0] = epoch;
              }
            });
    return Optional.of(new End(new Epoch(ends[0]), new Epoch(ends[1])))
        .filter(end -> ends[0] != 0 || ends[1] != 0);
  }

  private Partition partition(Place place) throws IOException {
    return partitions(deadlines().get(place.deadline())).get(Math.toIntExact(place.partition()));
  }

  private TokenAmount vested() throws IOException {
    if (miner.vesting().isEmpty()) {
      return TokenAmount.ZERO;
    }
    Vesting vesting = miner.vesting().orElseThrow();
    List<Vesting.Part> parts = new ArrayList<>(List.of(vesting.next()));
    parts.addAll(blocks.read(vesting.rest(), MinerCbor.VESTING_REST));
    return new VestingSchedule(parts).release(state.epoch()).amount();
  }

  private Amt<Sector> table() {
    return new Amt<>(blocks, MinerCbor.SECTOR, BitWidths.SECTORS);
  }

  /** Pre-commits are found by their number as an unsigned varint. */
  private static ByteString key(SectorNumber number) {
    return Leb128.encode(number.number());
  }
}
