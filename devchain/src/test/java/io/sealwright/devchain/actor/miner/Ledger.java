package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.PowerClaim;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.miner.DeadlineState;
import io.sealwright.protocol.actor.miner.ExpirationSet;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.Vesting;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bitfield.BitfieldCbor;
import io.sealwright.protocol.ipld.Amt;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.Hamt;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.SectorPower;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** All of a miner's state, read at once, and what must always be true of it. */
record Ledger(
    Actor actor,
    MinerState state,
    MinerIdentity identity,
    Map<Long, Sector> sectors,
    Map<Long, PreCommit> preCommits,
    List<Due> deadlines,
    List<Vesting.Part> vesting,
    NetworkRules rules) {
  private static final SectorPower POWER = new SectorPower(2048);

  /** A deadline and its partitions. */
  record Due(DeadlineState state, List<Share> partitions) {}

  /** A partition, what ends when in it, and what has ended early without being settled. */
  record Share(Partition partition, Map<Long, ExpirationSet> ends, Bitfield unsettled) {}

  /** Where a sector is. */
  record Place(long deadline, long partition) {}

  static Ledger of(Blocks blocks, Actor actor, NetworkRules rules) throws IOException {
    MinerState state = blocks.read(actor.head(), MinerCbor.STATE);
    Map<Long, Sector> sectors = new TreeMap<>();
    new Amt<>(blocks, MinerCbor.SECTOR, BitWidths.SECTORS).forEach(state.sectors(), sectors::put);
    Map<Long, PreCommit> preCommits = new TreeMap<>();
    new Hamt<>(blocks, MinerCbor.PRE_COMMIT, BitWidths.HAMT)
        .forEach(
            state.preCommitted(),
            (_, found) -> preCommits.put(found.sector().number().number(), found));
    List<Due> deadlines = new ArrayList<>();
    for (var block : blocks.read(state.deadlines(), MinerCbor.DEADLINES).blocks()) {
      deadlines.add(due(blocks, blocks.read(block, MinerCbor.DEADLINE)));
    }
    List<Vesting.Part> vesting = new ArrayList<>();
    if (state.vesting().isPresent()) {
      vesting.add(state.vesting().get().next());
      vesting.addAll(blocks.read(state.vesting().get().rest(), MinerCbor.VESTING_REST));
    }
    return new Ledger(
        actor,
        state,
        blocks.read(state.info(), MinerCbor.IDENTITY),
        sectors,
        preCommits,
        deadlines,
        vesting,
        rules);
  }

  private static Due due(Blocks blocks, DeadlineState state) throws IOException {
    List<Partition> partitions = new ArrayList<>();
    new Amt<>(blocks, MinerCbor.PARTITION, BitWidths.PARTITIONS)
        .forEach(state.partitions(), (_, partition) -> partitions.add(partition));
    List<Share> shares = new ArrayList<>();
    for (Partition partition : partitions) {
      Map<Long, ExpirationSet> ends = new TreeMap<>();
      new Amt<>(blocks, MinerCbor.EXPIRATION_SET, BitWidths.PARTITION_EXPIRATIONS)
          .forEach(partition.expirations(), ends::put);
      List<Bitfield> early = new ArrayList<>();
      new Amt<>(blocks, BitfieldCbor.BITFIELD, BitWidths.EARLY_TERMINATIONS)
          .forEach(partition.earlyTerminated(), (_, numbers) -> early.add(numbers));
      shares.add(
          new Share(partition, ends, early.stream().reduce(Bitfield.EMPTY, Bitfield::union)));
    }
    return new Due(state, shares);
  }

  static PowerClaim claim(Blocks blocks, StateTree tree, long miner) throws IOException {
    PowerState power = tree.read(Singletons.POWER, ActorCbor.POWER);
    return new Hamt<>(blocks, ActorCbor.POWER_CLAIM, BitWidths.HAMT)
        .get(power.claims(), Address.id(miner).toBytes())
        .orElseThrow();
  }

  Sector sector(long number) {
    return Objects.requireNonNull(sectors.get(number));
  }

  Place place(long sector) {
    for (int deadline = 0; deadline < deadlines.size(); deadline++) {
      List<Share> shares = deadlines.get(deadline).partitions();
      for (int partition = 0; partition < shares.size(); partition++) {
        if (shares.get(partition).partition().sectors().contains(sector)) {
          return new Place(deadline, partition);
        }
      }
    }
    throw new AssertionError("sector " + sector + " is in no partition");
  }

  Partition partition(Place place) {
    return deadlines
        .get((int) place.deadline())
        .partitions()
        .get((int) place.partition())
        .partition();
  }

  Partition partitionOf(long sector) {
    return partition(place(sector));
  }

  /** Asserts everything that is true between messages. */
  void check(PowerClaim claim) {
    checkFunds();
    PowerPair active = PowerPair.ZERO;
    TokenAmount pledge = TokenAmount.ZERO;
    for (Due due : deadlines) {
      checkDeadline(due);
      for (Share share : due.partitions()) {
        checkPartition(share);
        active = active.plus(power(share.partition().active()));
        pledge =
            pledge.plus(
                sum(share.partition().live().union(share.unsettled()), Sector::initialPledge));
      }
    }
    PowerPair first = new PowerPair(rules.minimumPower(), rules.minimumPower());
    assertThat(new PowerPair(claim.rawPower(), claim.qualityPower()))
        .as("claimed power")
        .isEqualTo(first.plus(active));
    assertThat(state.initialPledge()).as("pledge").isEqualTo(pledge);
  }

  private void checkFunds() {
    assertThat(
            List.of(
                state.preCommitDeposits(),
                state.lockedFunds(),
                state.feeDebt(),
                state.initialPledge()))
        .as("amounts")
        .allMatch(amount -> amount.sign() >= 0);
    assertThat(actor.balance())
        .as("balance")
        .isGreaterThanOrEqualTo(
            state.preCommitDeposits().plus(state.lockedFunds()).plus(state.initialPledge()));
    assertThat(state.preCommitDeposits())
        .as("deposits")
        .isEqualTo(total(preCommits.values(), PreCommit::deposit));
    assertThat(state.lockedFunds()).as("locked").isEqualTo(total(vesting, Vesting.Part::amount));
  }

  private void checkDeadline(Due due) {
    DeadlineState sums = due.state();
    List<Partition> all = due.partitions().stream().map(Share::partition).toList();
    assertThat(sums.live()).isEqualTo(all.stream().mapToLong(p -> p.live().count()).sum());
    assertThat(sums.total()).isEqualTo(all.stream().mapToLong(p -> p.sectors().count()).sum());
    assertThat(sums.faultyPower()).isEqualTo(sum(all, Partition::faultyPower));
    assertThat(sums.livePower()).isEqualTo(sum(all, Partition::livePower));
    Bitfield live = all.stream().map(Partition::live).reduce(Bitfield.EMPTY, Bitfield::union);
    assertThat(sums.dailyFee()).isEqualTo(sum(live, Sector::dailyFee));
  }

  private void checkPartition(Share share) {
    Partition partition = share.partition();
    assertThat(partition.livePower()).isEqualTo(power(partition.live()));
    assertThat(partition.unprovenPower()).isEqualTo(power(partition.unproven()));
    assertThat(partition.faultyPower()).isEqualTo(power(partition.faults()));
    assertThat(partition.recoveringPower()).isEqualTo(power(partition.recoveries()));
    Bitfield seen = Bitfield.EMPTY;
    for (ExpirationSet set : share.ends().values()) {
      assertThat(seen.intersect(set.sectors()).isEmpty()).as("ends twice").isTrue();
      assertThat(set.onTime().intersect(set.early()).isEmpty()).isTrue();
      seen = seen.union(set.sectors());
      assertThat(set.onTimePledge()).isEqualTo(sum(set.onTime(), Sector::initialPledge));
      assertThat(set.feeDeduction()).isEqualTo(sum(set.sectors(), Sector::dailyFee));
      Bitfield faulty = set.sectors().intersect(partition.faults());
      assertThat(set.faultyPower()).isEqualTo(power(faulty));
      assertThat(set.activePower()).isEqualTo(power(set.sectors().minus(faulty)));
      assertThat(faulty.containsAll(set.early())).as("early without fault").isTrue();
    }
    assertThat(seen).as("sectors that end some time").isEqualTo(partition.live());
  }

  private PowerPair power(Bitfield numbers) {
    return POWER.of(numbers.stream().mapToObj(this::sector).toList());
  }

  private TokenAmount sum(Bitfield numbers, Function<Sector, TokenAmount> amount) {
    return total(numbers.stream().mapToObj(this::sector).toList(), amount);
  }

  private static <T> TokenAmount total(Collection<T> all, Function<T, TokenAmount> amount) {
    return all.stream().map(amount).reduce(TokenAmount.ZERO, TokenAmount::plus);
  }

  private static PowerPair sum(List<Partition> all, Function<Partition, PowerPair> power) {
    return all.stream().map(power).reduce(PowerPair.ZERO, PowerPair::plus);
  }
}
