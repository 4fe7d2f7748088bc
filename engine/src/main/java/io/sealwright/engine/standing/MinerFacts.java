package io.sealwright.engine.standing;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Failures;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.life.next.Facts;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.sending.miner.SectorPlace;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The chain's part of what the life cycle needs to know, for many sectors, all of one head.
 *
 * @param standings of the sectors that were asked about
 * @param places of those of them that the chain has, or had
 * @param opens when the window of each deadline opens next, or opened, if it is open; empty if that
 *     could not be learned
 * @param messages of the miner that are not settled
 * @param settled what became of earlier messages that sectors still know
 * @param funds none if they could not be learned
 */
public record MinerFacts(
    NetworkRules rules,
    Epoch head,
    Map<SectorNumber, ChainStanding> standings,
    Map<SectorNumber, SectorPlace> places,
    List<Epoch> opens,
    List<RecordFate> messages,
    Map<Cid, MessageFate> settled,
    Optional<Facts.Funds> funds) {
  public MinerFacts {
    standings = Map.copyOf(standings);
    places = Map.copyOf(places);
    opens = List.copyOf(opens);
    messages = List.copyOf(messages);
    settled = Map.copyOf(settled);
  }

  /**
   * What is known here of a sector.
   *
   * @param changed when its log got its newest entry
   * @param sent messages that it still depends on
   */
  public record Own(Instant changed, Failures failures, Set<Sent> sent, FileCondition files) {
    public Own {
      sent = Set.copyOf(sent);
    }
  }

  /** The facts of one sector; of one that was not asked about, nothing is known. */
  public Facts of(SectorNumber sector, Own own, Instant now) {
    return new Facts(
        rules,
        head,
        now,
        own.changed,
        own.failures,
        standing(sector),
        fates(sector, own.sent),
        underWay(sector),
        own.files,
        deadlineOpens(sector),
        funds);
  }

  public ChainStanding standing(SectorNumber sector) {
    return standings.getOrDefault(sector, new ChainStanding.Unknown());
  }

  public Optional<Epoch> deadlineOpens(SectorNumber sector) {
    return Optional.ofNullable(places.get(sector))
        .filter(place -> place.deadline() < opens.size())
        .map(place -> opens.get(place.deadline()));
  }

  private Map<Sent, MessageFate> fates(SectorNumber sector, Set<Sent> known) {
    Map<Sent, MessageFate> fates = new HashMap<>();
    for (Sent sent : known) {
      MessageFate fate = settled.get(sent.message());
      if (fate != null) {
        fates.put(sent, fate);
      }
    }
    for (RecordFate message : messages) {
      if (message.record().sectors().contains(sector)) {
        fates.put(message.record().sent(), message.of(sector));
      }
    }
    return fates;
  }

  /** The messages that a state depends on: whether they landed decides what comes next. */
  public static Set<Sent> sent(SectorState state) {
    Set<Sent> all = new HashSet<>();
    state.message().ifPresent(all::add);
    state
        .known()
        .find(Evidence.PreCommitted.class)
        .flatMap(Evidence.PreCommitted::message)
        .ifPresent(all::add);
    state
        .known()
        .find(Evidence.Activated.class)
        .flatMap(Evidence.Activated::message)
        .ifPresent(all::add);
    return all;
  }

  private Map<Request.Purpose, Sent> underWay(SectorNumber sector) {
    Map<Request.Purpose, Sent> underWay = new EnumMap<>(Request.Purpose.class);
    for (RecordFate message : messages) {
      if (message.isUnderWay() && message.record().sectors().contains(sector)) {
        message
            .record()
            .purpose()
            .request()
            .ifPresent(purpose -> underWay.put(purpose, message.record().sent()));
      }
    }
    return underWay;
  }

  /** The fate of each message as a whole. */
  public Map<Cid, MessageFate> fates() {
    Map<Cid, MessageFate> fates = new HashMap<>();
    messages.forEach(message -> fates.put(message.record().cid(), message.fate()));
    return fates;
  }
}
