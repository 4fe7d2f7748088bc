package io.sealwright.engine.standing;

import io.sealwright.engine.sending.miner.SectorPlace;
import io.sealwright.lotus.api.MinerQueries;
import io.sealwright.lotus.api.full.MinerStateMethods;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.client.BulkAnswer;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a head says of a miner's sectors. However many they are, it takes one call for the
 * numbers used, one round of calls for the partitions of all deadlines, one call for the sectors
 * and one round for promises.
 */
final class SectorReader {
  private final Asking asking;
  private final MinerStateMethods api;
  private final Address miner;
  private final MinerQueries queries;
  private final Tipset head;

  SectorReader(Asking asking, MinerId miner, Tipset head) {
    this.asking = asking;
    this.api = asking.node().api().miner();
    this.miner = Address.of(miner);
    this.queries = new MinerQueries(asking.node().api(), miner);
    this.head = head;
  }

  ChainRead read(Set<SectorNumber> wanted) throws RpcException, InterruptedException {
    Optional<Bitfield> allocated = allocated(wanted);
    Bitfield used = allocated.orElse(Bitfield.EMPTY).intersect(field(wanted));
    if (used.isEmpty()) {
      return new ChainRead(allocated, Optional.empty(), Optional.empty(), Map.of(), Map.of());
    }
    Optional<Partitions> partitions = partitions();
    Optional<Map<SectorNumber, SectorPlace>> places = partitions.map(all -> all.places(used));
    return new ChainRead(
        allocated,
        places,
        partitions.map(Partitions::sets),
        sectors(places.map(Map::keySet).orElse(Set.of())),
        places.isPresent() ? preCommits(without(used, places.get().keySet())) : Map.of());
  }

  private static Bitfield field(Set<SectorNumber> numbers) {
    return Bitfield.of(numbers.stream().mapToLong(SectorNumber::number).toArray());
  }

  private static List<SectorNumber> without(Bitfield used, Set<SectorNumber> placed) {
    return used.minus(field(placed)).stream().mapToObj(SectorNumber::new).toList();
  }

  private Optional<Bitfield> allocated(Set<SectorNumber> wanted)
      throws RpcException, InterruptedException {
    return asking.attempt(() -> {
      try {
        return asking.node().ask(api.allocated().ask(miner, head.key()));
      } catch (Refused e) {
        if (e.code() == RpcError.NO_SUCH_METHOD) {
          return allocatedOneByOne(List.copyOf(wanted));
        }
        throw e;
      }
    });
  }

  /** As nodes of 2022 want to be asked. */
  private Bitfield allocatedOneByOne(List<SectorNumber> wanted)
      throws RpcException, InterruptedException {
    List<Ask<Boolean>> asks =
        wanted.stream().map(n -> api.sectorAllocated().ask(miner, n, head.key())).toList();
    List<Boolean> used = asking.node().client().bulk().ask(asks);
    List<SectorNumber> found = new ArrayList<>();
    for (int i = 0; i < used.size(); i++) {
      if (used.get(i)) {
        found.add(wanted.get(i));
      }
    }
    return field(Set.copyOf(found));
  }

  Optional<Partitions> partitions() throws RpcException, InterruptedException {
    return asking.all(queries.partitions(Deadline.PER_PERIOD, head.key())).map(Partitions::new);
  }

  private Map<SectorNumber, Sector> sectors(Set<SectorNumber> placed)
      throws RpcException, InterruptedException {
    Map<SectorNumber, Sector> found = new HashMap<>();
    if (!placed.isEmpty()) {
      asking
          .one(api.sectors().ask(miner, Optional.of(field(placed)), head.key()))
          .ifPresent(all -> all.forEach(sector -> found.put(sector.number(), sector)));
    }
    return found;
  }

  private Map<SectorNumber, Optional<PreCommit>> preCommits(List<SectorNumber> numbers)
      throws RpcException, InterruptedException {
    List<BulkAnswer<Optional<PreCommit>>> answers =
        asking
            .each(
                numbers.stream()
                    .map(n -> api.sectorPreCommitInfo().ask(miner, n, head.key()))
                    .toList())
            .orElse(List.of());
    Map<SectorNumber, Optional<PreCommit>> found = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      SectorNumber number = numbers.get(i);
      switch (answers.get(i)) {
        case BulkAnswer.Given<Optional<PreCommit>>(var promise) -> found.put(number, promise);
        case BulkAnswer.Denied<Optional<PreCommit>>(RpcError error) -> {
          if (MinerQueries.saysNoPreCommit(error.message())) {
            found.put(number, Optional.empty());
          }
        }
      }
    }
    return found;
  }
}
