package io.sealwright.engine.serving;

import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.ClusterFacts;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.sending.miner.Haste;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.standing.Due;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.standing.MinerFacts;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Acts on our own sectors by telling their life cycle, after a look at the chain: the record of a
 * sector may be behind, or of a number that the chain knows otherwise.
 *
 * @param terms what every new sector is
 * @param most sectors in the making at a time
 * @param haste what the sender is told to send now
 */
public record ClusterActions(
    ClusterFacts facts,
    MinerSender sender,
    Pledge terms,
    int most,
    Haste haste,
    InstantSource clock)
    implements MinerActions {
  @Override
  public SectorId pledge() throws ActionRefused, InterruptedException {
    long making =
        facts.database().sectors().all().stream()
            .filter(sector -> sector.id().miner().equals(terms.miner()))
            .filter(ClusterActions::isInTheMaking)
            .count();
    if (making >= most) {
      throw new ActionRefused(
          making + " sectors are in the making, and no more than " + most + " may be");
    }
    return facts.database().sectors().pledge(terms, leastFree(), clock.instant());
  }

  private static boolean isInTheMaking(StoredSector sector) {
    return sector.state().known().find(Evidence.Activated.class).isEmpty()
        && !(sector.state() instanceof SectorState.Removing)
        && !(sector.state() instanceof SectorState.Removed)
        && !(sector.state() instanceof SectorState.FailedUnrecoverable);
  }

  /** The first number above all that the chain has seen. */
  private SectorNumber leastFree() throws ActionRefused, InterruptedException {
    FullNode node = facts.sectors().node();
    try {
      Bitfield used =
          node.ask(node.api().miner().allocated().ask(Address.of(terms.miner()), TipsetKey.HEAD));
      return new SectorNumber(used.last().orElse(-1) + 1);
    } catch (RpcException e) {
      throw ActionRefused.ofChain(e);
    }
  }

  @Override
  public List<SectorNumber> removedTooEarly() throws ActionRefused, InterruptedException {
    try {
      return facts.removedTooEarly();
    } catch (RpcException e) {
      throw ActionRefused.ofChain(e);
    }
  }

  @Override
  public ClearingPlan plan(SectorId sector, Wish wish) throws ActionRefused, InterruptedException {
    return clearing().plan(sector, wish);
  }

  @Override
  public Outlook outlook(SectorId sector) throws ActionRefused, InterruptedException {
    try {
      return facts
          .outlook(sector, clock.instant())
          .orElseThrow(() -> new ActionRefused("there is no record of sector " + sector));
    } catch (RpcException e) {
      throw ActionRefused.ofChain(e);
    } catch (IOException e) {
      throw ActionRefused.ofRecords(e);
    }
  }

  @Override
  public List<String> carryOut(SectorId sector, Wish wish, Basis basis)
      throws ActionRefused, InterruptedException {
    return clearing().carryOut(sector, wish, basis);
  }

  @Override
  public void rescue(SectorId sector, Way.Kind way, Wish wish, Basis basis)
      throws ActionRefused, InterruptedException {
    clearing().rescue(sector, way, wish, basis);
  }

  @Override
  public void terminate(SectorId sector) throws ActionRefused, InterruptedException {
    clearing().carryOut(SectorClearing.END, clearing().look(sector, SectorClearing.END));
  }

  @Override
  public void remove(SectorId sector) throws ActionRefused, InterruptedException {
    clearing().carryOut(SectorClearing.CLEAN_UP, clearing().look(sector, SectorClearing.CLEAN_UP));
  }

  @Override
  public Optional<String> resetObjection(SectorId sector, RestartPoint point)
      throws ActionRefused, InterruptedException {
    return clearing().resetObjection(sector, point);
  }

  @Override
  public void reset(SectorId sector, RestartPoint point)
      throws ActionRefused, InterruptedException {
    clearing().reset(sector, point);
  }

  @Override
  public Map<SectorId, Due> due(List<StoredSector> sectors)
      throws ActionRefused, InterruptedException {
    Set<SectorNumber> numbers =
        sectors.stream().map(sector -> sector.id().number()).collect(Collectors.toSet());
    try {
      MinerFacts now =
          facts.chain().facts(new MinerChain.Question(numbers, terms.proof(), List.of(), Map.of()));
      return sectors.stream()
          .collect(
              Collectors.toMap(
                  StoredSector::id, sector -> Due.of(sector.state(), now, clock.instant())));
    } catch (RpcException e) {
      throw ActionRefused.ofChain(e);
    }
  }

  private SectorClearing clearing() {
    return new SectorClearing(facts, sender, clock);
  }

  @Override
  public List<SectorNumber> flush(Request.Purpose purpose) {
    List<SectorNumber> waiting =
        facts.database().sectors().all().stream()
            .filter(sector -> sector.id().miner().equals(terms.miner()))
            .filter(sector -> isWaiting(sector.state(), purpose))
            .map(sector -> sector.id().number())
            .toList();
    haste.want(purpose, clock.instant());
    return waiting;
  }

  private static boolean isWaiting(SectorState state, Request.Purpose purpose) {
    return switch (purpose) {
      case PRE_COMMIT -> RestartPoint.PRE_COMMIT.isAt(state);
      case PROVE_COMMIT -> RestartPoint.COMMIT.isAt(state);
      case DECLARE_FAULT, DECLARE_RECOVERY, TERMINATE -> false;
    };
  }

  /** Terminations are sent with the next batch of their own accord. */
  @Override
  public Optional<Cid> flushTerminations() {
    return Optional.empty();
  }
}
