package io.sealwright.engine.serving;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Transitions;
import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.standing.MinerFacts;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Acts on our own sectors by telling their life cycle, after a look at the chain: the record of a
 * sector may be behind, or of a number that the chain knows otherwise.
 *
 * @param terms what every new sector is
 * @param most sectors in the making at a time
 */
public record ClusterActions(
    Database database, FullNode node, MinerChain chain, Pledge terms, int most, InstantSource clock)
    implements MinerActions {
  private static final String UNKNOWN = "the chain could not be asked";

  @Override
  public SectorId pledge() throws ActionRefused, InterruptedException {
    long making =
        database.sectors().all().stream()
            .filter(sector -> sector.id().miner().equals(terms.miner()))
            .filter(ClusterActions::isInTheMaking)
            .count();
    if (making >= most) {
      throw new ActionRefused(
          making + " sectors are in the making, and no more than " + most + " may be");
    }
    return database.sectors().pledge(terms, leastFree(), clock.instant());
  }

  private static boolean isInTheMaking(StoredSector sector) {
    return sector.state().known().find(Evidence.Activated.class).isEmpty()
        && !(sector.state() instanceof SectorState.Removing)
        && !(sector.state() instanceof SectorState.Removed)
        && !(sector.state() instanceof SectorState.FailedUnrecoverable);
  }

  /** The first number above all that the chain has seen. */
  private SectorNumber leastFree() throws ActionRefused, InterruptedException {
    try {
      Bitfield used =
          node.ask(node.api().miner().allocated().ask(Address.of(terms.miner()), TipsetKey.HEAD));
      return new SectorNumber(used.last().orElse(-1) + 1);
    } catch (RpcException e) {
      throw new ActionRefused(UNKNOWN + ": " + e.getMessage());
    }
  }

  @Override
  public Optional<String> objection(SectorId sector, End end)
      throws ActionRefused, InterruptedException {
    MinerFacts facts = facts(sector);
    Optional<String> ofChain =
        switch (end) {
          case REMOVE -> objection(facts, sector.number());
          case TERMINATE ->
              facts.standing(sector.number()).isLive()
                  ? Optional.empty()
                  : Optional.of("the chain does not have it as a live sector");
        };
    return ofChain.or(() -> ofRecord(sector, event(end)));
  }

  private static SectorEvent event(End end) {
    return switch (end) {
      case REMOVE -> new SectorEvent.Remove(Reason.OPERATOR);
      case TERMINATE -> new SectorEvent.Terminate();
    };
  }

  private Optional<String> ofRecord(SectorId sector, SectorEvent event) {
    return database
        .sectors()
        .find(sector)
        .flatMap(stored ->
            Transitions.on(stored.state(), event) instanceof Outcome.Refused(String why)
                ? Optional.of(why)
                : Optional.empty());
  }

  @Override
  public void terminate(SectorId sector) throws ActionRefused, InterruptedException {
    end(sector, End.TERMINATE);
  }

  @Override
  public void remove(SectorId sector) throws ActionRefused, InterruptedException {
    end(sector, End.REMOVE);
  }

  private void end(SectorId sector, End end) throws ActionRefused, InterruptedException {
    Optional<String> objection = objection(sector, end);
    if (objection.isPresent()) {
      throw new ActionRefused("sector " + sector + " stays: " + objection.get());
    }
    happen(sector, event(end));
  }

  @Override
  public void reset(SectorId sector, RestartPoint point) throws ActionRefused {
    happen(sector, new SectorEvent.Retry(point, Reason.OPERATOR));
  }

  /** What the chain has against deleting a sector's files. */
  static Optional<String> objection(MinerFacts facts, SectorNumber sector) {
    return switch (facts.standing(sector)) {
      case ChainStanding.Unknown _ -> Optional.of(UNKNOWN);
      case ChainStanding.Absent _, ChainStanding.NumberUsed _ -> Optional.empty();
      case ChainStanding.PreCommitted _ ->
          Optional.of("its pre-commit is on the chain, and its deposit would be lost");
      case ChainStanding.Active _, ChainStanding.Faulty _ ->
          Optional.of("the chain has it and expects proofs of it; it is to be terminated first");
      case ChainStanding.Ended ended ->
          facts.rules().isFinal(ended.at(), facts.head())
              ? Optional.empty()
              : Optional.of(
                  "it ended at epoch %s, which is not final before epoch %s"
                      .formatted(ended.at(), ended.at().plus(facts.rules().finality())));
    };
  }

  /** Terminations are sent with the next batch of their own accord. */
  @Override
  public Optional<Cid> flushTerminations() {
    return Optional.empty();
  }

  private MinerFacts facts(SectorId sector) throws ActionRefused, InterruptedException {
    try {
      return chain.facts(
          new MinerChain.Question(Set.of(sector.number()), terms.proof(), List.of(), Map.of()));
    } catch (RpcException e) {
      throw new ActionRefused(UNKNOWN + ": " + e.getMessage());
    }
  }

  private void happen(SectorId sector, SectorEvent event) throws ActionRefused {
    Outcome outcome = database.sectors().append(sector, event, clock.instant());
    if (outcome instanceof Outcome.Refused(String why)) {
      throw new ActionRefused(why);
    }
  }
}
