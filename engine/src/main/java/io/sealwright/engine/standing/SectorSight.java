package io.sealwright.engine.standing;

import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.miner.SectorPlace;
import io.sealwright.lotus.json.MinerJson.Expiration;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;
import java.util.Set;

/** One sector as a head has it, with all that is recorded of it there. */
public sealed interface SectorSight {
  /** The node did not say enough. */
  record Unread() implements SectorSight {}

  /** The number was never used. */
  record Unused() implements SectorSight {}

  record Promised(PreCommit promise) implements SectorSight {}

  /**
   * A partition has it.
   *
   * @param live not ended
   * @param ends when a faulty one will be ended for that
   * @param opens when its window opens next, or opened, if it is open
   */
  record Placed(Sector sector, SectorPlace place, boolean live, Optional<Epoch> ends, Epoch opens)
      implements SectorSight {}

  /** The number was used, and the chain has forgotten for what. */
  record Gone() implements SectorSight {}

  /**
   * Looks at a sector.
   *
   * @throws RpcException if the token does not serve
   */
  static SectorSight of(FullNode node, MinerId miner, SectorNumber number, Tipset head)
      throws RpcException, InterruptedException {
    Asking asking = new Asking(node);
    ChainRead read = new SectorReader(asking, miner, head).read(Set.of(number));
    if (read.allocated().isEmpty()) {
      return new Unread();
    }
    if (!read.allocated().get().contains(number.number())) {
      return new Unused();
    }
    if (read.places().isEmpty() || read.sets().isEmpty()) {
      return new Unread();
    }
    SectorPlace place = read.places().get().get(number);
    if (place != null) {
      return placed(asking, Address.of(miner), read, number, place, head);
    }
    Optional<PreCommit> promise = read.preCommits().get(number);
    if (promise == null) {
      return new Unread();
    }
    return promise.<SectorSight>map(Promised::new).orElseGet(Gone::new);
  }

  /**
   * The sectors of a miner that are to be proven; none if the node did not say.
   *
   * @throws RpcException if the token does not serve
   */
  static Optional<Bitfield> live(FullNode node, MinerId miner, Tipset head)
      throws RpcException, InterruptedException {
    return new SectorReader(new Asking(node), miner, head)
        .partitions()
        .map(partitions -> partitions.sets().live());
  }

  private static SectorSight placed(
      Asking asking,
      Address miner,
      ChainRead read,
      SectorNumber number,
      SectorPlace place,
      Tipset head)
      throws RpcException, InterruptedException {
    Sector sector = read.sectors().get(number);
    Optional<Deadlines> deadlines =
        asking
            .one(asking.node().api().miner().provingDeadline().ask(miner, head.key()))
            .map(Deadlines::new);
    if (sector == null || deadlines.isEmpty()) {
      return new Unread();
    }
    Partitions.Sets sets = read.sets().orElseThrow();
    Optional<Epoch> ends = Optional.empty();
    if (sets.faulty().contains(number.number())) {
      ends = ends(asking, miner, number, head);
      if (ends.isEmpty()) {
        return new Unread();
      }
    }
    return new Placed(
        sector,
        place,
        sets.live().contains(number.number()),
        ends,
        deadlines.get().opens(place.deadline()));
  }

  /** One that its faults would outlive ends as planned. */
  private static Epoch ends(Expiration expiration) {
    return expiration.early().height() > 0 ? expiration.early() : expiration.onTime();
  }

  /** When faults of a sector that is faulty end it. */
  private static Optional<Epoch> ends(
      Asking asking, Address miner, SectorNumber number, Tipset head)
      throws RpcException, InterruptedException {
    return asking
        .one(asking.node().api().miner().sectorExpiration().ask(miner, number, head.key()))
        .flatMap(found -> found)
        .map(SectorSight::ends);
  }
}
